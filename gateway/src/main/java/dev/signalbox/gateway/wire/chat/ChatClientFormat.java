package dev.signalbox.gateway.wire.chat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.signalbox.gateway.wire.codec.ClientFormat;
import dev.signalbox.gateway.wire.codec.ReplyFrame;
import dev.signalbox.gateway.wire.codec.RequestTarget;
import dev.signalbox.gateway.wire.codec.SignatureSeal;
import dev.signalbox.gateway.wire.codec.StreamEncoder;
import dev.signalbox.gateway.wire.json.StrictJson;
import dev.signalbox.gateway.wire.model.Losses;
import dev.signalbox.gateway.wire.model.Protocol;
import dev.signalbox.gateway.wire.model.Reply;
import dev.signalbox.gateway.wire.model.Request;
import dev.signalbox.gateway.wire.openai.OpenAiErrors;
import dev.signalbox.gateway.wire.problem.Problem;

/** Chat Completions as our clients speak it. */
public final class ChatClientFormat implements ClientFormat {
  private final SignatureSeal seal;

  /** A format whose clients carry foreign signatures under {@code seal}. */
  public ChatClientFormat(SignatureSeal seal) {
    this.seal = seal;
  }

  @Override
  public Protocol protocol() {
    return Protocol.CHAT;
  }

  @Override
  public Request decodeRequest(ObjectNode body, RequestTarget target) {
    return new RequestReader(body, target, seal).read();
  }

  @Override
  public ObjectNode encodeReply(Reply reply, ReplyFrame frame, Losses losses) {
    return new ReplyWriter(frame, seal, losses).write(reply);
  }

  @Override
  public StreamEncoder streamEncoder(ReplyFrame frame, Losses losses) {
    return new ChatStreamEncoder(frame, seal, losses);
  }

  @Override
  public int statusOf(Problem problem) {
    return OpenAiErrors.statusOf(problem);
  }

  /** {@code requestId} is not part of the body: OpenAI sends it as a header only. */
  @Override
  public ObjectNode encodeProblem(Problem problem, String requestId) {
    ObjectNode body = StrictJson.object();
    body.set("error", OpenAiErrors.write(problem));
    return body;
  }
}
