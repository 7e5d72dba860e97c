package dev.signalbox.gateway.wire.chat;

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
 * Chat Completions as OpenAI and the servers compatible with it speak it. Writes in the dialect of
 * the target, reads all dialects at once.
 */
public final class ChatProviderFormat implements ProviderFormat {
  @Override
  public Protocol protocol() {
    return Protocol.CHAT;
  }

  @Override
  public ObjectNode encodeRequest(Request request, ProviderTarget target, Losses losses) {
    return new RequestWriter(request, target, losses).write();
  }

  @Override
  public boolean takesAddress(Part.Media media, ProviderTarget target) {
    return MediaWriter.takesAddress(media, target.dialect());
  }

  @Override
  public Reply decodeReply(ObjectNode body) {
    return ReplyReader.read(body);
  }

  @Override
  public StreamDecoder streamDecoder() {
    return new ChatStreamDecoder();
  }

  @Override
  public ReplyWatch watch() {
    return new ChatWatch();
  }

  @Override
  public Problem decodeProblem(int status, JsonNode body) {
    return OpenAiErrorReader.read(status, body);
  }
}
