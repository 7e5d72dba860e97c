package dev.signalbox.gateway.wire.embeddings;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.signalbox.gateway.wire.model.Extras;
import java.util.List;
import java.util.Optional;

/**
 * One thing to embed.
 *
 * @param dimensions wanted length of the vector, at least 1
 * @param task what the vector is for (Gemini {@code taskType}), as it came
 * @param title title of the document, for retrieval (Gemini)
 * @param extras further fields of this input in its own protocol
 */
public record EmbeddingInput(
    Content content,
    Optional<Integer> dimensions,
    Optional<String> task,
    Optional<String> title,
    Extras extras) {

  /** An input with nothing but its content and length. */
  public static EmbeddingInput of(Content content, Optional<Integer> dimensions) {
    return new EmbeddingInput(content, dimensions, Optional.empty(), Optional.empty(), Extras.NONE);
  }

  /** What is embedded. */
  public sealed interface Content {
    /** A text. */
    record Text(String text) implements Content {}

    /** A text as token numbers of the model's own vocabulary. */
    record Tokens(List<Integer> tokens) implements Content {
      public Tokens {
        tokens = List.copyOf(tokens);
      }
    }

    /**
     * Content that only its own protocol knows, such as several parts or media.
     *
     * @param raw the content as it came; treated as immutable
     */
    record Native(ObjectNode raw) implements Content {}
  }
}
