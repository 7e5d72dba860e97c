package dev.signalbox.gateway.execution;

import dev.signalbox.engine.archive.SnapshotCodec;
import dev.signalbox.engine.latency.LatencyBlend;
import dev.signalbox.engine.latency.LatencySketch;
import dev.signalbox.engine.naming.Target;
import dev.signalbox.engine.state.Circuit;
import dev.signalbox.engine.state.Health;
import dev.signalbox.engine.state.Latency;
import dev.signalbox.engine.state.Output;
import dev.signalbox.engine.state.Snapshot;
import dev.signalbox.engine.state.Standing;
import dev.signalbox.gateway.provider.FaultClass;
import dev.signalbox.gateway.provider.KeyRing;
import dev.signalbox.gateway.provider.ProviderKeys;
import dev.signalbox.gateway.provider.UpstreamSpec;
import dev.signalbox.gateway.route.Snapshots;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/**
 * Tells routing how deployments stand: at once when a circuit changes or a key sits out, and once a
 * second what changes all the time. Runs off the request path, one refresh at a time, and rests
 * between two: a provider that refuses every call changes as often as it is called. The count is
 * atomic, the snapshot is swapped by its holder, what was told is guarded by the monitor.
 */
public final class HealthBoard {
  /** Deployments that are told of one by one. */
  private static final int MOST_REPORTED = 500;

  /** A rest is so many times as long as the refresh before: a quarter of one core at most. */
  private static final int RESTS = 3;

  private final Guards guards;
  private final ProviderKeys keys;
  private final Snapshots snapshots;
  private final Clock clock;
  private final Later later;

  /** Changes that no refresh has told yet; one is under way or waits as long as there are any. */
  private final AtomicInteger changes = new AtomicInteger();

  private final Map<String, Stand> told = new HashMap<>();
  private volatile Consumer<Report> listener = _ -> {};

  /** What is worth telling at once when it changes. */
  private record Stand(Circuit circuit, List<BenchedKey> keys) {
    static final Stand GOOD = new Stand(Circuit.CLOSED, List.of());
  }

  /**
   * What it is made of.
   *
   * @param clock monotonic, of the guards and keys; its instants are near the time of day
   * @param later where refreshes run
   */
  public record Parts(
      Guards guards, ProviderKeys keys, Snapshots snapshots, Clock clock, Later later) {}

  /** Has something run off the event loops. */
  @FunctionalInterface
  public interface Later {
    /** Has {@code work} run in {@code millis} at the earliest. */
    void run(long millis, Runnable work);
  }

  public HealthBoard(Parts parts) {
    this.guards = parts.guards();
    this.keys = parts.keys();
    this.snapshots = parts.snapshots();
    this.clock = parts.clock();
    this.later = parts.later();
    guards.whenChanged(this::changed);
  }

  /** Has routing told soon; what changes before that, or during a refresh, is told together. */
  public void changed() {
    if (changes.getAndIncrement() == 0) {
      later.run(0, this::tell);
    }
  }

  private void tell() {
    int known = changes.get();
    long began = clock.millis();
    try {
      snapshots.update(this::refreshed);
      tellChanges();
    } finally {
      if (changes.addAndGet(-known) > 0) {
        later.run(RESTS * (clock.millis() - began), this::tell);
      }
    }
  }

  /** Has {@code told} know, off the request path, of circuits that change and keys that sit out. */
  public void whenStandingChanges(Consumer<Report> told) {
    listener = told;
  }

  private synchronized void tellChanges() {
    Map<String, DeploymentGuard> all = guards.all();
    told.keySet().retainAll(all.keySet());
    all.forEach(
        (name, guard) -> {
          Stand now = new Stand(guard.circuit(), benchedKeys(guard.target()));
          if (!now.equals(told.getOrDefault(name, Stand.GOOD))) {
            told.put(name, now);
            listener.accept(reportOf(guard));
          }
        });
  }

  /** {@code snapshot} with every deployment as it stands; the same one when nothing changed. */
  public Snapshot refreshed(Snapshot snapshot) {
    List<Standing> now = new ArrayList<>(snapshot.standings().size());
    for (Standing standing : snapshot.standings()) {
      now.add(refreshed(standing));
    }
    Map<Target, Standing> seen = seen(snapshot);
    if (now.equals(snapshot.standings()) && seen.equals(snapshot.seen())) {
      return snapshot;
    }
    var each = now.iterator();
    return snapshot.refreshed(
        SnapshotCodec.healthRevision(now, seen.values()), _ -> each.next(), seen);
  }

  /** Models that were called though nobody had said that they are served. */
  private Map<Target, Standing> seen(Snapshot snapshot) {
    Set<Target> known =
        snapshot.standings().stream()
            .map(standing -> standing.deployment().target())
            .collect(Collectors.toSet());
    Map<Target, Standing> seen = new TreeMap<>(Comparator.comparing(Target::toString));
    for (DeploymentGuard guard : guards.all().values()) {
      if (!known.contains(guard.target())) {
        snapshot
            .standing(guard.target())
            .ifPresent(standing -> seen.put(guard.target(), refreshed(standing)));
      }
    }
    return seen;
  }

  private Standing refreshed(Standing standing) {
    Target target = standing.deployment().target();
    Optional<DeploymentGuard> guard = guards.known(target);
    Latency prior = LatencyBlend.priorOf(standing.deployment().card());
    LatencySketch.Figures figures =
        guard.map(DeploymentGuard::figures).orElse(LatencySketch.Figures.NONE);
    Health health = health(target, guard);
    Latency latency = LatencyBlend.latency(prior, figures);
    Output output = LatencyBlend.output(figures);
    boolean same =
        health.equals(standing.health())
            && latency.equals(standing.latency())
            && output.equals(standing.output());
    return same ? standing : standing.with(health, latency, output);
  }

  private Health health(Target target, Optional<DeploymentGuard> guard) {
    Optional<KeyRing.Benched> benched = benched(target);
    Optional<ProviderGuard> provider = guards.provider(target.provider());
    if (provider.isEmpty()) {
      return Health.GOOD;
    }
    return new Health(
        guard.map(DeploymentGuard::circuit).orElse(Circuit.CLOSED),
        guard.flatMap(DeploymentGuard::openUntil),
        benched.map(first -> Instant.ofEpochMilli(first.untilMillis())),
        guard.map(DeploymentGuard::quotaPercent).orElseGet(provider.get()::quotaPercent),
        provider.get().inFlight(),
        provider.get().capacity(),
        guards.isDrained(target.provider()),
        benched.filter(first -> first.why() == FaultClass.RATE_LIMITED).isPresent());
  }

  private Optional<KeyRing.Benched> benched(Target target) {
    return keys.find(target.provider())
        .flatMap(ring -> ring.allBenched(target.model(), clock.millis()));
  }

  /**
   * What was let go of a provider.
   *
   * @param keys that sat out
   * @param circuits the deployments whose circuits were not closed
   */
  public record Released(List<KeyRing.Benched> keys, List<String> circuits) {}

  /**
   * Lets go of all that keeps the provider {@code id} from being called: its keys are back and its
   * circuits closed, and decisions know it when this returns.
   */
  public Released release(String id) {
    Released released =
        new Released(
            keys.find(id).map(ring -> ring.release(clock.millis())).orElseGet(List::of),
            guards.all().values().stream()
                .filter(guard -> guard.target().provider().equals(id) && guard.close())
                .map(guard -> guard.target().toString())
                .toList());
    snapshots.update(this::refreshed);
    tellChanges();
    return released;
  }

  /**
   * How one deployment stands, for people.
   *
   * @param openUntil when an open circuit lets a call pass
   * @param keys the provider's keys that sit out for it
   * @param answeredModel the model that answered last, as the provider names it; empty text when it
   *     is the one asked
   */
  public record Report(
      Target target,
      Circuit circuit,
      Optional<Instant> openUntil,
      int inFlight,
      List<BenchedKey> keys,
      int quotaPercent,
      String answeredModel,
      LatencySketch.Figures figures) {
    /** Its name. */
    public String deployment() {
      return target.toString();
    }
  }

  /** A key that sits out; {@code why} is what it met. */
  public record BenchedKey(String label, String why, Instant until) {}

  /** The deployments that were called, by name, and at most {@value #MOST_REPORTED} of them. */
  public List<Report> report() {
    return guards.all().values().stream().limit(MOST_REPORTED).map(this::reportOf).toList();
  }

  private Report reportOf(DeploymentGuard guard) {
    return new Report(
        guard.target(),
        guard.circuit(),
        guard.openUntil(),
        guard.inFlight(),
        benchedKeys(guard.target()),
        guard.quotaPercent(),
        guard.answeredModel(),
        guard.figures());
  }

  /**
   * How a provider stands, for people.
   *
   * @param keys those that sit out
   * @param quotaPercent share of its quota that is used, of the fullest where models have their own
   * @param deployments those of its models that were called
   */
  public record ProviderReport(
      int inFlight,
      int capacity,
      List<KeyRing.Benched> keys,
      int quotaPercent,
      List<Report> deployments) {}

  /** How providers that can be called stand, by id; at most {@value #MOST_REPORTED} models. */
  public Map<String, ProviderReport> providers() {
    Map<String, List<Report>> reports =
        report().stream().collect(Collectors.groupingBy(each -> each.target().provider()));
    Map<String, ProviderReport> all = new TreeMap<>();
    for (UpstreamSpec spec : keys.specs()) {
      guards
          .provider(spec.id())
          .ifPresent(
              guard ->
                  all.put(
                      spec.id(),
                      reportOf(spec.id(), guard, reports.getOrDefault(spec.id(), List.of()))));
    }
    return all;
  }

  private ProviderReport reportOf(String id, ProviderGuard guard, List<Report> deployments) {
    return new ProviderReport(
        guard.inFlight(),
        guard.capacity(),
        keys.find(id).map(ring -> ring.benched(clock.millis())).orElseGet(List::of),
        deployments.stream().mapToInt(Report::quotaPercent).reduce(guard.quotaPercent(), Math::max),
        deployments);
  }

  private List<BenchedKey> benchedKeys(Target target) {
    return keys.find(target.provider()).stream()
        .flatMap(ring -> ring.benched(clock.millis()).stream())
        .filter(key -> key.model().isEmpty() || key.model().equals(target.model()))
        .map(
            key ->
                new BenchedKey(
                    key.label(), key.why().id(), Instant.ofEpochMilli(key.untilMillis())))
        .toList();
  }
}
