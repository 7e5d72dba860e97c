package dev.signalbox.gateway.wire.formats;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.signalbox.gateway.wire.codec.CountFormat;
import dev.signalbox.gateway.wire.embeddings.EmbeddingFormat;
import dev.signalbox.gateway.wire.json.BodyScan;
import dev.signalbox.gateway.wire.model.Losses;
import java.util.Optional;

/**
 * How one service speaks an API format otherwise than the maker of the format: what it wants in the
 * body of a request for an answer, and how it counts and embeds. One that is equal to another does
 * the same.
 */
public interface ApiVariant {
  /** As the maker of the format does. */
  ApiVariant NONE = new Plain();

  /**
   * A client's own request for this service, every byte that may stay as it came; tells in {@code
   * losses} what the service does not take.
   */
  default byte[] passed(BodyScan body, Losses losses) {
    return body.bytes();
  }

  /** Changes a request that was written in the format; tells what the service does not take. */
  default void adapt(ObjectNode body, Losses losses) {}

  /** How it counts tokens; empty where it does as the maker. */
  default Optional<CountFormat> count() {
    return Optional.empty();
  }

  /** How it embeds; empty where it does as the maker. */
  default Optional<EmbeddingFormat> embeddings() {
    return Optional.empty();
  }

  /** Nothing is otherwise. */
  record Plain() implements ApiVariant {}
}
