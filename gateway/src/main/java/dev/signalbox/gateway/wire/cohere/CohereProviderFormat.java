package dev.signalbox.gateway.wire.cohere;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.signalbox.gateway.wire.codec.ProviderFormat;
import dev.signalbox.gateway.wire.codec.ProviderTarget;
import dev.signalbox.gateway.wire.codec.ReplyWatch;
import dev.signalbox.gateway.wire.codec.StreamDecoder;
import dev.signalbox.gateway.wire.model.ApiFormat;
import dev.signalbox.gateway.wire.model.Losses;
import dev.signalbox.gateway.wire.model.Part;
import dev.signalbox.gateway.wire.model.Reply;
import dev.signalbox.gateway.wire.model.Request;
import dev.signalbox.gateway.wire.problem.Problem;

/** Cohere's {@code POST /v2/chat}. */
public final class CohereProviderFormat implements ProviderFormat {
  /** What the format is called. */
  public static final ApiFormat COHERE = new ApiFormat.OfProviders("cohere");

  @Override
  public ApiFormat protocol() {
    return COHERE;
  }

  @Override
  public ObjectNode encodeRequest(Request request, ProviderTarget target, Losses losses) {
    return new RequestWriter(target, losses).write(request);
  }

  /** Images may be given by address; nothing else is taken but what is text. */
  @Override
  public boolean takesAddress(Part.Media media, ProviderTarget target) {
    return true;
  }

  @Override
  public Reply decodeReply(ObjectNode body) {
    return ReplyReader.read(body);
  }

  @Override
  public StreamDecoder streamDecoder() {
    return new EventDecoder();
  }

  @Override
  public ReplyWatch watch() {
    return new AnswerWatch();
  }

  @Override
  public Problem decodeProblem(int status, JsonNode body) {
    return Problems.read(status, body);
  }
}
