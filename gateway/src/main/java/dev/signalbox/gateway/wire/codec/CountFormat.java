package dev.signalbox.gateway.wire.codec;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.signalbox.gateway.wire.model.Losses;
import dev.signalbox.gateway.wire.model.Request;

/** How an API counts the tokens of a request, on both sides. */
public interface CountFormat {
  /**
   * Reads a client's question.
   *
   * @throws dev.signalbox.gateway.wire.problem.ProblemException of kind {@code INVALID_REQUEST},
   *     naming the field, when the body breaks the format's rules
   */
  Request decodeRequest(ObjectNode body, RequestTarget target);

  /** Writes a question to a provider; tells in {@code losses} what the format cannot carry. */
  ObjectNode encodeRequest(Request request, ProviderTarget target, Losses losses);

  /**
   * Reads a provider's answer.
   *
   * @return tokens, not negative
   * @throws dev.signalbox.gateway.wire.problem.ProblemException of kind {@code UPSTREAM} when the
   *     body is not an answer of this format
   */
  long decodeReply(ObjectNode body);

  /** Writes the answer for a client. */
  ObjectNode encodeReply(long inputTokens);
}
