package dev.signalbox.gateway.exchange;

import io.vertx.core.http.HttpServerRequest;

/** Begins to follow requests. Used by all event loops. */
public interface Tracing {
  /** Follows none. */
  Tracing OFF = new Tracing() {};

  /** Follows {@code request}, which has just arrived. */
  default Trace begin(HttpServerRequest request, Exchange.Origin origin) {
    return Trace.NONE;
  }
}
