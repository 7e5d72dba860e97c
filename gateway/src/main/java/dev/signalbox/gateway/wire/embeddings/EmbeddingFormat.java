package dev.signalbox.gateway.wire.embeddings;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.signalbox.gateway.wire.codec.RequestTarget;
import dev.signalbox.gateway.wire.model.Losses;

/** An embeddings API, as clients and as providers speak it. */
public interface EmbeddingFormat {
  /**
   * Reads a client's request.
   *
   * @param target names the model where the address does
   * @throws dev.signalbox.gateway.wire.problem.ProblemException of kind {@code INVALID_REQUEST},
   *     naming the field, when the body breaks the format's rules
   */
  EmbeddingRequest decodeRequest(ObjectNode body, RequestTarget target);

  /**
   * Writes a request to a provider; tells in {@code losses} what of it the format cannot carry.
   *
   * @param model the model name the provider knows
   * @throws dev.signalbox.gateway.wire.problem.ProblemException of kind {@code INVALID_REQUEST}
   *     when an input cannot be said in this format at all
   */
  ObjectNode encodeRequest(EmbeddingRequest request, String model, Losses losses);

  /**
   * Reads a provider's answer.
   *
   * @throws dev.signalbox.gateway.wire.problem.ProblemException of kind {@code UPSTREAM} when the
   *     body is not an answer of this format
   */
  EmbeddingReply decodeReply(ObjectNode body);

  /**
   * Writes the answer to {@code request}; tells in {@code losses} what of it the format cannot
   * carry.
   *
   * @param model the model name to report
   * @throws dev.signalbox.gateway.wire.problem.ProblemException of kind {@code UPSTREAM} when there
   *     are not as many vectors as inputs
   */
  ObjectNode encodeReply(
      EmbeddingReply reply, EmbeddingRequest request, String model, Losses losses);
}
