package dev.signalbox.gateway.provider;

import dev.signalbox.gateway.reach.SystemResolver;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.LongSupplier;

/**
 * The providers as one event loop calls them. A provider may belong to several of these; its
 * connections are closed when the last of them is. Confined to its event loop.
 */
public final class Upstreams {
  private final Map<String, Upstream> byId = new LinkedHashMap<>();
  private final Upstream.Loop loop;

  /**
   * Opens the providers of {@code keys} for one event loop.
   *
   * @param clockMillis monotonic, in milliseconds
   * @param open where connections are counted
   */
  public Upstreams(ProviderKeys keys, Vertx vertx, LongSupplier clockMillis, OpenConnections open) {
    this(
        new Upstream.Loop(
            vertx,
            new SystemResolver(vertx),
            clockMillis,
            open,
            new AtomicReference<>(SentSecrets.ofAll(keys.specs()))));
    keys.specs().forEach(spec -> byId.put(spec.id(), open(spec, keys)));
  }

  private Upstreams(Upstream.Loop loop) {
    this.loop = loop;
  }

  /** The providers of {@code keys}; one that is the same as here keeps its connections. */
  public Upstreams next(ProviderKeys keys) {
    Upstreams next = new Upstreams(loop);
    loop.everyKey().set(SentSecrets.ofAll(keys.specs()));
    for (UpstreamSpec spec : keys.specs()) {
      Upstream same =
          find(spec.id())
              .filter(old -> old.spec().equals(spec) && old.uses(keys.ringOf(spec.id())))
              .map(Upstream::retained)
              .orElseGet(() -> open(spec, keys));
      next.byId.put(spec.id(), same);
    }
    return next;
  }

  private Upstream open(UpstreamSpec spec, ProviderKeys keys) {
    return new Upstream(spec, keys.ringOf(spec.id()), loop);
  }

  /** The provider with this id. */
  public Optional<Upstream> find(String id) {
    return Optional.ofNullable(byId.get(id));
  }

  /** All providers, in config order. */
  public List<Upstream> all() {
    return List.copyOf(byId.values());
  }

  /** Closes the connections of those providers that belong to no others. */
  public Future<Void> close() {
    return Future.all(byId.values().stream().map(Upstream::release).toList()).mapEmpty();
  }
}
