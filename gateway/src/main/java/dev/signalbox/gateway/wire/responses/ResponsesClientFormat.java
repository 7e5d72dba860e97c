package dev.signalbox.gateway.wire.responses;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.signalbox.gateway.wire.codec.ClientFormat;
import dev.signalbox.gateway.wire.codec.ReplyFrame;
import dev.signalbox.gateway.wire.codec.ReplyUnfold;
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

/**
 * The Responses API as our clients speak it (<a
 * href="https://platform.openai.com/docs/api-reference/responses">API reference, Responses</a>).
 *
 * <p>{@code instructions} become a leading system turn without extras; system items of the input
 * carry a note that they are items. Other providers' signatures travel sealed: those of reasoning
 * as {@code encrypted_content}, those of calls in the {@code call_id}, those of texts in a
 * reasoning item behind the text.
 */
public final class ResponsesClientFormat implements ClientFormat {
  private final SignatureSeal seal;

  /** The format of an installation whose signatures travel under {@code seal}. */
  public ResponsesClientFormat(SignatureSeal seal) {
    this.seal = seal;
  }

  @Override
  public Protocol protocol() {
    return Protocol.RESPONSES;
  }

  @Override
  public Request decodeRequest(ObjectNode body, RequestTarget target) {
    return new RequestReader(body).read(target, seal);
  }

  @Override
  public ObjectNode encodeReply(Reply reply, ReplyFrame frame, Losses losses) {
    ReplyAssembly assembly = new ReplyAssembly(frame, seal, losses);
    ReplyUnfold.unfold(reply, event -> assembly.accept(event, _ -> {}));
    return assembly.resource();
  }

  @Override
  public StreamEncoder streamEncoder(ReplyFrame frame, Losses losses) {
    return new ResponsesStreamEncoder(frame, seal, losses);
  }

  @Override
  public int statusOf(Problem problem) {
    return OpenAiErrors.statusOf(problem);
  }

  @Override
  public ObjectNode encodeProblem(Problem problem, String requestId) {
    ObjectNode body = StrictJson.object();
    body.set("error", OpenAiErrors.write(problem));
    return body;
  }
}
