package dev.signalbox.gateway.wire.bedrock;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.signalbox.gateway.wire.codec.ProviderFormat;
import dev.signalbox.gateway.wire.codec.ProviderTarget;
import dev.signalbox.gateway.wire.codec.ReplyWatch;
import dev.signalbox.gateway.wire.codec.StreamDecoder;
import dev.signalbox.gateway.wire.model.ApiFormat;
import dev.signalbox.gateway.wire.model.Losses;
import dev.signalbox.gateway.wire.model.MediaSource;
import dev.signalbox.gateway.wire.model.Part;
import dev.signalbox.gateway.wire.model.Reply;
import dev.signalbox.gateway.wire.model.Request;
import dev.signalbox.gateway.wire.problem.Problem;

/**
 * Bedrock's {@code POST /model/ID/converse} and {@code …/converse-stream}. The body names neither
 * the model nor whether a stream is wanted: the address does. The stream is read as {@link
 * dev.signalbox.gateway.wire.eventstream.EventStreamText} tells it.
 */
public final class ConverseProviderFormat implements ProviderFormat {
  /** What the format is called. */
  public static final ApiFormat CONVERSE = new ApiFormat.OfProviders("bedrock_converse");

  private static final String S3 = "s3://";

  @Override
  public ApiFormat protocol() {
    return CONVERSE;
  }

  @Override
  public ObjectNode encodeRequest(Request request, ProviderTarget target, Losses losses) {
    return new RequestWriter(target, losses).write(request);
  }

  /** Files may stand in S3, nowhere else. */
  @Override
  public boolean takesAddress(Part.Media media, ProviderTarget target) {
    return media.source() instanceof MediaSource.Url(String url, _) && url.startsWith(S3);
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
