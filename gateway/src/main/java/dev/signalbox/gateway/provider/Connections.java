package dev.signalbox.gateway.provider;

import io.vertx.core.Future;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.http.RequestOptions;
import java.util.Collections;
import java.util.Optional;
import java.util.Set;
import java.util.WeakHashMap;

/** The connections of one event loop to one provider. */
final class Connections {
  private final Upstream.Loop loop;
  private final UpstreamSpec spec;
  private final Destination destination;
  private final HttpClient pooled;
  private final Set<HttpConnection> used = Collections.newSetFromMap(new WeakHashMap<>());
  private Optional<HttpClient> fresh = Optional.empty();
  private int calls;

  Connections(Upstream.Loop loop, UpstreamSpec spec) {
    this.destination = new Destination(spec, loop.resolver());
    this.loop = loop;
    this.spec = spec;
    this.pooled = ClientSettings.pooled(loop.vertx(), spec, loop.open());
  }

  /** A request to be sent over {@code client} to where it may go. */
  Future<HttpClientRequest> opened(HttpClient client, RequestOptions options) {
    return destination.isTaken()
        ? client.request(options)
        : destination.aimed(options).compose(client::request);
  }

  /** Connections that are kept for the next call. */
  HttpClient pooled() {
    return pooled;
  }

  /** Connections for one call each. */
  HttpClient fresh() {
    HttpClient client =
        fresh.orElseGet(() -> ClientSettings.fresh(loop.vertx(), spec, loop.open()));
    fresh = Optional.of(client);
    return client;
  }

  /** Notes that {@code connection} is used; whether it had been before. */
  boolean reused(HttpConnection connection) {
    return !used.add(connection);
  }

  /** Monotonic time. */
  long nowMillis() {
    return loop.clockMillis().getAsLong();
  }

  void begun() {
    calls++;
  }

  void over() {
    calls--;
  }

  /** Whether calls wait for one another rather than for the provider. */
  boolean exhausted() {
    return calls > spec.transport().maxConnections();
  }

  Future<Void> close() {
    return pooled
        .close()
        .eventually(() -> fresh.map(HttpClient::close).orElse(Future.succeededFuture()));
  }
}
