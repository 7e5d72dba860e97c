package dev.signalbox.gateway.wire.anthropic;

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
import dev.signalbox.gateway.wire.problem.Problem;

/** The Anthropic Messages API as providers speak it. */
public final class AnthropicProviderFormat implements ProviderFormat {
  @Override
  public Protocol protocol() {
    return Protocol.ANTHROPIC;
  }

  @Override
  public ObjectNode encodeRequest(Request request, ProviderTarget target, Losses losses) {
    return new RequestWriter(target, losses).write(request);
  }

  @Override
  public boolean takesAddress(Part.Media media, ProviderTarget target) {
    return true; // images and PDFs by address; sound and film in no way
  }

  @Override
  public Reply decodeReply(ObjectNode body) {
    return ReplyReader.read(body);
  }

  @Override
  public StreamDecoder streamDecoder() {
    return new MessageStreamDecoder();
  }

  @Override
  public ReplyWatch watch() {
    return new MessageWatch();
  }

  @Override
  public Problem decodeProblem(int status, JsonNode body) {
    return Problems.read(status, body);
  }
}
