package dev.signalbox.gateway;

import dev.signalbox.analytics.record.RequestRecord;
import dev.signalbox.analytics.store.Area;
import dev.signalbox.analytics.store.PoolState;
import dev.signalbox.engine.naming.Target;
import dev.signalbox.engine.routing.Decision;
import dev.signalbox.engine.state.Snapshot;
import dev.signalbox.engine.state.Standing;
import dev.signalbox.gateway.access.AccessBook;
import dev.signalbox.gateway.access.AccessState;
import dev.signalbox.gateway.access.Authenticator;
import dev.signalbox.gateway.admin.facts.ProcessFacts;
import dev.signalbox.gateway.admin.frame.Subject;
import dev.signalbox.gateway.admin.live.LiveFeed;
import dev.signalbox.gateway.config.MetricsConfig;
import dev.signalbox.gateway.config.ProviderConfig;
import dev.signalbox.gateway.metrics.BudgetWatch;
import dev.signalbox.gateway.metrics.Makers;
import dev.signalbox.gateway.metrics.Metrics;
import dev.signalbox.gateway.metrics.MetricsControl;
import dev.signalbox.gateway.metrics.Scrapes;
import dev.signalbox.gateway.metrics.State;
import dev.signalbox.gateway.pipeline.Serving;
import io.vertx.core.Vertx;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/**
 * What is counted and measured, from the start of the process to its end; nothing if not wanted.
 */
final class MetricsWiring implements AutoCloseable {
  /** Digits of the hash of a key that are shown. */
  private static final int SHOWN_HASH = 8;

  private final Parts parts;
  private final Optional<Metrics> metrics;
  private final BudgetWatch budgets;
  private final Optional<Scrapes> scrapes;
  private volatile Listed listed = new Listed(Optional.empty(), Set.of());
  private volatile Hashes hashes = new Hashes(Optional.empty(), AccessBook.EMPTY, Map.of());

  /**
   * What it is made of.
   *
   * @param live what is served now
   * @param access who may do what
   */
  record Parts(
      Vertx vertx, Serving.Clocks clocks, Supplier<Live> live, Supplier<AccessState> access) {}

  /** The deployments that a snapshot knows beforehand. */
  private record Listed(Optional<Snapshot> of, Set<Target> targets) {}

  /** The hashes of keys by label, under one configuration and as keys were stored. */
  private record Hashes(Optional<Authenticator> of, AccessBook book, Map<String, String> byLabel) {}

  MetricsWiring(Parts parts, MetricsConfig config) {
    this.parts = parts;
    this.metrics =
        config.enabled()
            ? Optional.of(
                new Metrics(config, new Metrics.Known(this::isListed, this::makerOf, this::hashOf)))
            : Optional.empty();
    this.budgets =
        new BudgetWatch(
            parts.vertx(),
            () ->
                parts
                    .live()
                    .get()
                    .budgets()
                    .standings(
                        parts.access().get().book().budgets(), parts.clocks().wall().millis()),
            parts.clocks().nanos());
    this.scrapes = metrics.map(all -> new Scrapes(all, budgets::looked, parts.vertx()));
  }

  /** Takes the requests that are over. */
  Consumer<RequestRecord> records() {
    return metrics.<Consumer<RequestRecord>>map(all -> all::ended).orElse(_ -> {});
  }

  /** Takes the decisions that were carried out. */
  Consumer<Decision> decisions() {
    return metrics.<Consumer<Decision>>map(all -> all::decided).orElse(_ -> {});
  }

  /** The path that figures are read at. */
  Subject subject(MetricsConfig config) {
    return new MetricsControl(config, scrapes).subject();
  }

  /** From now on, {@code facts} tell how the process stands. */
  void under(ProcessFacts facts, Store store, LiveFeed feed) {
    metrics.ifPresent(
        all ->
            all.under(
                new State(
                    facts,
                    Map.of(
                        nameOf(Area.FACTS), store.writers().facts()::state,
                        nameOf(Area.CONTROL), store.writers().control()::state,
                        nameOf(Area.CAPTURES), store.writers().captures()::state),
                    () -> poolsOf(store),
                    budgets::known,
                    new State.Watching(feed::viewers, feed::streams))));
  }

  private static String nameOf(Area area) {
    return area.name().toLowerCase(Locale.ROOT);
  }

  private static Map<String, PoolState> poolsOf(Store store) {
    Map<String, PoolState> pools = new TreeMap<>();
    store.database().pools().forEach((area, pool) -> pools.put(nameOf(area), pool));
    return pools;
  }

  /** A model that the configuration or its provider names, not one that a client made up. */
  private boolean isListed(String provider, String model) {
    Snapshot now = parts.live().get().routing().snapshot();
    Listed known = listed;
    if (known.of().filter(before -> before == now).isEmpty()) {
      known =
          new Listed(
              Optional.of(now),
              now.standings().stream()
                  .map(Standing::deployment)
                  .map(deployment -> deployment.target())
                  .collect(Collectors.toUnmodifiableSet()));
      listed = known;
    }
    return known.targets().contains(new Target(provider, model));
  }

  private String makerOf(String provider) {
    return parts.live().get().config().calledProviders().stream()
        .filter(each -> each.id().equals(provider))
        .findFirst()
        .map(MetricsWiring::makerOf)
        .orElse(provider);
  }

  private static String makerOf(ProviderConfig provider) {
    return Makers.nameOf(provider.type().id(), ProviderWiring.makerOf(provider), provider.id());
  }

  private String hashOf(String label) {
    Authenticator authenticator = parts.live().get().http().settings().authenticator();
    AccessBook book = parts.access().get().book();
    Hashes known = hashes;
    if (known.book() != book || known.of().filter(before -> before == authenticator).isEmpty()) {
      known = new Hashes(Optional.of(authenticator), book, authenticator.hashesByLabel());
      hashes = known;
    }
    String hash = known.byLabel().getOrDefault(label, "");
    return hash.isEmpty() ? hash : hash.substring(0, SHOWN_HASH);
  }

  @Override
  public void close() {
    metrics.ifPresent(Metrics::close);
  }
}
