package dev.signalbox.gateway.wire.embeddings;

import dev.signalbox.gateway.wire.model.Extras;
import java.util.List;
import java.util.OptionalLong;

/**
 * The vectors of one request.
 *
 * @param model the model that answered, as the provider named it; empty text when it said nothing
 * @param vectors in the order of the inputs
 * @param inputTokens tokens of all inputs, not negative; absent when the provider gave none
 */
public record EmbeddingReply(
    String model, List<EmbeddingVector> vectors, OptionalLong inputTokens, Extras extras) {
  public EmbeddingReply {
    vectors = List.copyOf(vectors);
  }
}
