package dev.signalbox.gateway.wire.embeddings;

import dev.signalbox.gateway.wire.model.Extras;
import java.util.List;
import java.util.Optional;

/**
 * A request for the vectors of one or more inputs.
 *
 * @param model the model name as the client wrote it
 * @param inputs what to embed, in order; 1 to {@link #MAX_INPUTS}
 * @param single whether the client wrote one input outside a list, which shapes Gemini's answer
 * @param encoding how the client wants the numbers; absent means the format's own way
 * @param user id of the person behind the request
 */
public record EmbeddingRequest(
    String model,
    List<EmbeddingInput> inputs,
    boolean single,
    Optional<Encoding> encoding,
    Optional<String> user,
    Extras extras) {
  /** Most inputs of one request, which is also OpenAI's limit. */
  public static final int MAX_INPUTS = 2_048;

  public EmbeddingRequest {
    inputs = List.copyOf(inputs);
  }

  /** How the numbers of a vector are written. */
  public enum Encoding {
    /** A JSON array of numbers. */
    FLOAT,
    /** Base64 of 32-bit floating-point numbers, least significant byte first. */
    BASE64
  }
}
