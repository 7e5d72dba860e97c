package dev.signalbox.gateway.pipeline;

import dev.signalbox.engine.naming.MountNames;
import dev.signalbox.gateway.provider.UpstreamSpec;
import dev.signalbox.gateway.wire.chat.StreamUsage;
import dev.signalbox.gateway.wire.codec.ClientFormat;
import dev.signalbox.gateway.wire.codec.RequestTarget;
import dev.signalbox.gateway.wire.json.BodyScan;
import dev.signalbox.gateway.wire.model.Protocol;
import java.util.Map;

/**
 * A client's request for an answer, as a door hands it to the pipeline.
 *
 * @param format the client's API format
 * @param target what the address says
 * @param body the request's bytes for each provider
 * @param query the client's query, without credentials; goes along where the protocol is the same
 * @param headers the client's headers that may go along where the protocol is the same
 * @param names naming rules of the mount the request came through
 * @param serverSentEvents whether a stream is wanted as events; false means a JSON array (Gemini)
 */
public record GenerationCall(
    ClientFormat format,
    RequestTarget target,
    RequestBody body,
    String query,
    Map<String, String> headers,
    MountNames names,
    boolean serverSentEvents) {

  /**
   * Whether {@code provider}, which speaks the client's format, is asked for the usage of a stream
   * that the client did not ask for.
   */
  public boolean hasUsageAddedFor(UpstreamSpec provider) {
    if (format.protocol() != Protocol.CHAT || !provider.speaks(Protocol.CHAT)) {
      return false;
    }
    BodyScan scan = body.scanned();
    return scan.flag("stream")
        && !StreamUsage.isAsked(scan)
        && (body.passesTo(provider)
            ? provider.asksUsage() && StreamUsage.isAddable(scan)
            : provider.dialect().streamUsage());
  }
}
