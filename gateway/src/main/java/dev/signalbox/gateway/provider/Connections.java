package dev.signalbox.gateway.provider;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.http.RequestOptions;
import java.util.Collections;
import java.util.Optional;
import java.util.Set;
import java.util.WeakHashMap;
import java.util.function.LongSupplier;

/** The connections of one event loop to one provider. */
final class Connections {
  private final Vertx vertx;
  private final UpstreamSpec spec;
  private final LongSupplier clockMillis;
  private final Destination destination;
  private final HttpClient pooled;
  private final Set<HttpConnection> used = Collections.newSetFromMap(new WeakHashMap<>());
  private Optional<HttpClient> fresh = Optional.empty();
  private int calls;

  Connections(Vertx vertx, UpstreamSpec spec, Destination destination, LongSupplier clockMillis) {
    this.destination = destination;
    this.clockMillis = clockMillis;
    this.vertx = vertx;
    this.spec = spec;
    this.pooled = ClientSettings.pooled(vertx, spec);
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
    HttpClient client = fresh.orElseGet(() -> ClientSettings.fresh(vertx, spec));
    fresh = Optional.of(client);
    return client;
  }

  /** Notes that {@code connection} is used; whether it had been before. */
  boolean reused(HttpConnection connection) {
    return !used.add(connection);
  }

  /** Monotonic time. */
  long nowMillis() {
    return clockMillis.getAsLong();
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
