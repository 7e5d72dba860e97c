package dev.signalbox.gateway.wire.codec;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.function.Supplier;

/**
 * What a client's answer needs beside the provider's.
 *
 * @param replyId id for the answer in the client's protocol, without prefix: letters and digits, 1
 *     to 64; ids of parts are derived from it
 * @param model the model name to report; empty text reports the one that answered
 * @param nowSeconds Unix time in seconds, used when the provider gave none
 * @param serverSentEvents whether a stream is sent as events; false means a JSON array (Gemini
 *     without {@code alt=sse})
 * @param request gives the client's request as it came, its conversation apart, for fields that
 *     answers repeat or that shape them ({@code stream_options}, Responses settings); asked only
 *     when one is read
 */
public record ReplyFrame(
    String replyId,
    String model,
    long nowSeconds,
    boolean serverSentEvents,
    Supplier<ObjectNode> request) {

  /** A frame of an answer to {@code requestBody}. */
  public ReplyFrame(
      String replyId,
      String model,
      long nowSeconds,
      boolean serverSentEvents,
      ObjectNode requestBody) {
    this(replyId, model, nowSeconds, serverSentEvents, () -> requestBody);
  }

  /** The client's request as it came; treated as immutable. */
  public ObjectNode requestBody() {
    return request.get();
  }

  /**
   * The model name to report for an answer of {@code served}; the one the client asked for when the
   * provider named none.
   */
  public String modelOr(String served) {
    if (!model.isEmpty()) {
      return model;
    }
    return served.isEmpty() ? requestBody().path("model").asText("") : served;
  }
}
