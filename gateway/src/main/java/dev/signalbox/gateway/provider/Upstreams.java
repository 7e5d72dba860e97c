package dev.signalbox.gateway.provider;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.LongSupplier;

/** The providers as one event loop calls them. */
public final class Upstreams {
  private final Map<String, Upstream> byId = new LinkedHashMap<>();

  /**
   * Opens the providers of {@code keys} for one event loop.
   *
   * @param clockMillis monotonic, in milliseconds
   */
  public Upstreams(ProviderKeys keys, Vertx vertx, LongSupplier clockMillis) {
    for (UpstreamSpec spec : keys.specs()) {
      byId.put(spec.id(), new Upstream(spec, keys.ringOf(spec.id()), vertx, clockMillis));
    }
  }

  /** The provider with this id. */
  public Optional<Upstream> find(String id) {
    return Optional.ofNullable(byId.get(id));
  }

  /** All providers, in config order. */
  public List<Upstream> all() {
    return List.copyOf(byId.values());
  }

  /** Closes all connections. */
  public Future<Void> close() {
    return Future.all(byId.values().stream().map(Upstream::close).toList()).mapEmpty();
  }
}
