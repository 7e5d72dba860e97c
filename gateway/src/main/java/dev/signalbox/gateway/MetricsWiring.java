package dev.signalbox.gateway;

import dev.signalbox.analytics.budget.Standing;
import dev.signalbox.analytics.record.RequestRecord;
import dev.signalbox.analytics.store.Area;
import dev.signalbox.analytics.store.PoolState;
import dev.signalbox.engine.naming.Target;
import dev.signalbox.engine.routing.Decision;
import dev.signalbox.engine.state.Snapshot;
import dev.signalbox.gateway.access.AccessBook;
import dev.signalbox.gateway.access.AccessState;
import dev.signalbox.gateway.access.Authenticator;
import dev.signalbox.gateway.admin.facts.ProcessFacts;
import dev.signalbox.gateway.admin.frame.Subject;
import dev.signalbox.gateway.config.MetricsConfig;
import dev.signalbox.gateway.config.ProviderConfig;
import dev.signalbox.gateway.metrics.BudgetWatch;
import dev.signalbox.gateway.metrics.Makers;
import dev.signalbox.gateway.metrics.Metrics;
import dev.signalbox.gateway.metrics.MetricsControl;
import dev.signalbox.gateway.metrics.Scrapes;
import dev.signalbox.gateway.metrics.State;
import dev.signalbox.gateway.pipeline.Serving;
import dev.signalbox.gateway.provider.OpenConnections;
import io.vertx.core.Vertx;
import java.util.List;
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

  private final Serving.Clocks clocks;
  private final Supplier<Live> live;
  private final Optional<Metrics> metrics;
  private final BudgetWatch budgets;
  private final Optional<Scrapes> scrapes;
  private final OpenConnections connections = new OpenConnections();
  private volatile Listed listed = new Listed(Optional.empty(), Set.of());
  private volatile Optional<AccessState> access = Optional.empty();
  private volatile Hashes hashes = new Hashes(Optional.empty(), AccessBook.EMPTY, Map.of());

  /** The deployments that a snapshot knows beforehand. */
  private record Listed(Optional<Snapshot> of, Set<Target> targets) {}

  /** The hashes of keys by label, under one configuration and as keys were stored. */
  private record Hashes(Optional<Authenticator> of, AccessBook book, Map<String, String> byLabel) {}

  /**
   * For a process that starts with {@code config}.
   *
   * @param live what is served now
   */
  MetricsWiring(Vertx vertx, Serving.Clocks clocks, MetricsConfig config, Supplier<Live> live) {
    this.clocks = clocks;
    this.live = live;
    this.metrics =
        config.enabled()
            ? Optional.of(
                new Metrics(config, new Metrics.Known(this::isListed, this::makerOf, this::hashOf)))
            : Optional.empty();
    this.budgets = new BudgetWatch(vertx, this::standings, clocks.nanos());
    this.scrapes = metrics.map(all -> new Scrapes(all, budgets::looked, vertx));
  }

  private List<Standing> standings() {
    return live.get().budgets().standings(book().budgets(), clocks.wall().millis());
  }

  private AccessBook book() {
    return access.map(AccessState::book).orElse(AccessBook.EMPTY);
  }

  /** Where connections to providers are counted. */
  OpenConnections connections() {
    return connections;
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

  /** From now on, {@code facts} tell how the process stands, and so does what outlives them. */
  void under(ProcessFacts facts, LiveWiring.Lasting lasting) {
    access = Optional.of(lasting.access().state());
    Store.Writers writers = lasting.store().writers();
    metrics.ifPresent(
        all ->
            all.under(
                new State(
                    facts,
                    Map.of(
                        nameOf(Area.FACTS), writers.facts()::state,
                        nameOf(Area.CONTROL), writers.control()::state,
                        nameOf(Area.CAPTURES), writers.captures()::state),
                    new State.Pools(() -> poolsOf(lasting.store()), connections::all),
                    budgets::known,
                    new State.Watching(lasting.feed()::viewers, lasting.feed()::streams))));
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
    Snapshot now = live.get().routing().snapshot();
    Listed known = listed;
    if (known.of().filter(before -> before == now).isEmpty()) {
      known =
          new Listed(
              Optional.of(now),
              now.standings().stream()
                  .map(standing -> standing.deployment().target())
                  .collect(Collectors.toUnmodifiableSet()));
      listed = known;
    }
    return known.targets().contains(new Target(provider, model));
  }

  private String makerOf(String provider) {
    return live.get().config().calledProviders().stream()
        .filter(each -> each.id().equals(provider))
        .findFirst()
        .map(MetricsWiring::makerOf)
        .orElse(provider);
  }

  private static String makerOf(ProviderConfig provider) {
    return Makers.nameOf(provider.type().id(), ProviderWiring.makerOf(provider), provider.id());
  }

  @SuppressWarnings("ReferenceEquality") // a book is replaced as a whole
  private String hashOf(String label) {
    Authenticator authenticator = live.get().http().settings().authenticator();
    AccessBook book = book();
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
