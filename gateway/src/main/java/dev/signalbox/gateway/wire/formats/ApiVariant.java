package dev.signalbox.gateway.wire.formats;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.signalbox.gateway.wire.json.BodyScan;
import dev.signalbox.gateway.wire.model.Losses;

/**
 * How one service speaks an API format otherwise than the maker of the format: changes of bodies on
 * their way to it and of its answers to embeddings. One that is equal to another does the same.
 */
public interface ApiVariant {
  /**
   * A client's own request for this service, every byte that may stay as it came; tells in {@code
   * losses} what the service does not take.
   */
  default byte[] passed(BodyScan body, Losses losses) {
    return body.bytes();
  }

  /** Changes a request that was written in the format; tells what the service does not take. */
  default void adapt(ObjectNode body, Losses losses) {}

  /** A question for a count of tokens, of one that was written in the format. */
  default ObjectNode toCount(ObjectNode body, Losses losses) {
    return body;
  }

  /**
   * A question for embeddings of {@code model}, of one that was written in the format.
   *
   * @throws dev.signalbox.gateway.wire.problem.ProblemException of kind {@code INVALID_REQUEST}
   *     when the service has no way to say it
   */
  default ObjectNode toEmbed(ObjectNode body, String model, Losses losses) {
    return body;
  }

  /** An answer with embeddings as the format has it. */
  default ObjectNode embedded(ObjectNode answer) {
    return answer;
  }
}
