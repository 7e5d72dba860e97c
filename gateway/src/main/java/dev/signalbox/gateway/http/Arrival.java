package dev.signalbox.gateway.http;

import dev.signalbox.gateway.exchange.Exchange;
import dev.signalbox.gateway.pipeline.calling.Candidate;
import dev.signalbox.gateway.protect.BodyRoom;
import dev.signalbox.gateway.wire.codec.ClientFormat;
import io.vertx.core.http.HttpServerRequest;

/**
 * A request that may come in: its caller is known, its body not yet read.
 *
 * @param place for its body
 * @param format the API format of the door it came through
 * @param path its path below the mount, normalised, such as {@code /v1/messages}
 */
public record Arrival(
    HttpServerRequest request,
    Exchange exchange,
    BodyRoom.Place place,
    Mount mount,
    ClientFormat format,
    String path) {
  /** Its format and the naming rules of its mount. */
  Candidate.Mounted mounted() {
    return new Candidate.Mounted(format.protocol(), mount.names());
  }
}
