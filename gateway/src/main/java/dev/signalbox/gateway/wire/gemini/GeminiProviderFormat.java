package dev.signalbox.gateway.wire.gemini;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.signalbox.gateway.wire.codec.ProviderFormat;
import dev.signalbox.gateway.wire.codec.ProviderTarget;
import dev.signalbox.gateway.wire.codec.ReplyFold;
import dev.signalbox.gateway.wire.codec.ReplyWatch;
import dev.signalbox.gateway.wire.codec.StreamDecoder;
import dev.signalbox.gateway.wire.model.Losses;
import dev.signalbox.gateway.wire.model.Part;
import dev.signalbox.gateway.wire.model.Protocol;
import dev.signalbox.gateway.wire.model.Reply;
import dev.signalbox.gateway.wire.model.Request;
import dev.signalbox.gateway.wire.problem.Problem;

/**
 * Gemini's {@code generateContent} as providers speak it: the Gemini API and Vertex AI. The model
 * and whether to stream stand in the path; streams are asked for with {@code alt=sse}.
 */
public final class GeminiProviderFormat implements ProviderFormat {
  @Override
  public Protocol protocol() {
    return Protocol.GEMINI;
  }

  @Override
  public ObjectNode encodeRequest(Request request, ProviderTarget target, Losses losses) {
    return RequestWriter.write(request, target, losses);
  }

  @Override
  public String query(boolean stream) {
    return stream ? "alt=sse" : "";
  }

  @Override
  public boolean takesAddress(Part.Media media, ProviderTarget target) {
    return MediaWriter.takesAddress(media);
  }

  @Override
  public Reply decodeReply(ObjectNode body) {
    ReplyFold fold = new ReplyFold();
    ReplyDecoder decoder = new ReplyDecoder();
    decoder.accept(body, fold::accept);
    decoder.endWhole(fold::accept);
    if (fold.problem().isPresent()) {
      throw fold.problem().get().toException();
    }
    return fold.toReply();
  }

  @Override
  public StreamDecoder streamDecoder() {
    return new ReplyDecoder();
  }

  @Override
  public ReplyWatch watch() {
    return new GeminiWatch();
  }

  @Override
  public Problem decodeProblem(int status, JsonNode body) {
    return Problems.read(status, body);
  }
}
