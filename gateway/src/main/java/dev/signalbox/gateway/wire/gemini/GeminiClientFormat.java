package dev.signalbox.gateway.wire.gemini;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.signalbox.gateway.wire.codec.ClientFormat;
import dev.signalbox.gateway.wire.codec.ReplyFrame;
import dev.signalbox.gateway.wire.codec.RequestTarget;
import dev.signalbox.gateway.wire.codec.SignatureSeal;
import dev.signalbox.gateway.wire.codec.StreamEncoder;
import dev.signalbox.gateway.wire.model.Losses;
import dev.signalbox.gateway.wire.model.Protocol;
import dev.signalbox.gateway.wire.model.Reply;
import dev.signalbox.gateway.wire.model.Request;
import dev.signalbox.gateway.wire.problem.Problem;

/**
 * Gemini's {@code generateContent} as clients speak it; the model and whether to stream stand in
 * the path. Streams are events with {@code alt=sse} and a JSON array without.
 */
public final class GeminiClientFormat implements ClientFormat {
  private final SignatureSeal seal;

  /**
   * The format.
   *
   * @param seal wraps other providers' signatures for clients
   */
  public GeminiClientFormat(SignatureSeal seal) {
    this.seal = seal;
  }

  @Override
  public Protocol protocol() {
    return Protocol.GEMINI;
  }

  @Override
  public Request decodeRequest(ObjectNode body, RequestTarget target) {
    return RequestReader.read(body, target, seal);
  }

  @Override
  public ObjectNode encodeReply(Reply reply, ReplyFrame frame, Losses losses) {
    return new ReplyWriter(frame, seal, losses).write(reply);
  }

  @Override
  public StreamEncoder streamEncoder(ReplyFrame frame, Losses losses) {
    return new GeminiStreamEncoder(frame, seal, losses);
  }

  @Override
  public int statusOf(Problem problem) {
    return problem.kind().status();
  }

  @Override
  public ObjectNode encodeProblem(Problem problem, String requestId) {
    return Problems.write(problem, requestId);
  }
}
