package dev.signalbox.gateway.wire.responses;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.signalbox.gateway.wire.codec.ProviderFormat;
import dev.signalbox.gateway.wire.codec.ProviderTarget;
import dev.signalbox.gateway.wire.codec.ReplyWatch;
import dev.signalbox.gateway.wire.codec.StreamDecoder;
import dev.signalbox.gateway.wire.model.Losses;
import dev.signalbox.gateway.wire.model.Part;
import dev.signalbox.gateway.wire.model.Protocol;
import dev.signalbox.gateway.wire.model.Reply;
import dev.signalbox.gateway.wire.model.Request;
import dev.signalbox.gateway.wire.openai.OpenAiErrorReader;
import dev.signalbox.gateway.wire.problem.Problem;

/**
 * The Responses API as providers speak it (<a
 * href="https://platform.openai.com/docs/api-reference/responses">API reference, Responses</a>),
 * OpenAI and servers like it.
 *
 * <p>A leading system turn that is one text becomes {@code instructions}; all other turns become
 * items in their order.
 */
public final class ResponsesProviderFormat implements ProviderFormat {
  /** The format; it has no state. */
  public ResponsesProviderFormat() {}

  @Override
  public Protocol protocol() {
    return Protocol.RESPONSES;
  }

  @Override
  public ObjectNode encodeRequest(Request request, ProviderTarget target, Losses losses) {
    return new RequestWriter(request, target, losses).write();
  }

  @Override
  public boolean takesAddress(Part.Media media, ProviderTarget target) {
    return true; // what it does not take by address, sound and film, it takes in no way
  }

  @Override
  public Reply decodeReply(ObjectNode body) {
    return ReplyReader.read(body);
  }

  @Override
  public StreamDecoder streamDecoder() {
    return new ResponsesStreamDecoder();
  }

  @Override
  public ReplyWatch watch() {
    return new ResponsesWatch();
  }

  @Override
  public Problem decodeProblem(int status, JsonNode body) {
    return OpenAiErrorReader.read(status, body);
  }
}
