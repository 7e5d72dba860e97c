package dev.signalbox.gateway.wire.anthropic;

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

/** The Anthropic Messages API as our clients speak it. */
public final class AnthropicClientFormat implements ClientFormat {
  private final SignatureSeal seal;

  /** The format of an installation whose signatures travel under {@code seal}. */
  public AnthropicClientFormat(SignatureSeal seal) {
    this.seal = seal;
  }

  @Override
  public Protocol protocol() {
    return Protocol.ANTHROPIC;
  }

  @Override
  public Request decodeRequest(ObjectNode body, RequestTarget target) {
    return new RequestReader(seal, true).read(body, target);
  }

  @Override
  public ObjectNode encodeReply(Reply reply, ReplyFrame frame, Losses losses) {
    return new ReplyWriter(frame, seal, losses).write(reply);
  }

  @Override
  public StreamEncoder streamEncoder(ReplyFrame frame, Losses losses) {
    return new MessageStreamEncoder(frame, seal, losses);
  }

  @Override
  public int statusOf(Problem problem) {
    return Problems.statusOf(problem);
  }

  @Override
  public ObjectNode encodeProblem(Problem problem, String requestId) {
    return Problems.write(problem, requestId);
  }
}
