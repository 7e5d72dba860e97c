package dev.signalbox.gateway.execution;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.signalbox.engine.naming.Target;
import dev.signalbox.engine.routing.Reason;
import dev.signalbox.engine.state.Circuit;
import dev.signalbox.gateway.provider.Faults;
import dev.signalbox.gateway.provider.UpstreamSpec;
import dev.signalbox.gateway.wire.problem.Problem;
import dev.signalbox.gateway.wire.problem.ProblemKind;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;

/**
 * The guards of all deployments, made when one is first called; the least used go when there are
 * too many. Safe for use by several threads.
 */
public final class Guards {
  /** Clients may name any model at a provider that declares none. */
  private static final int MOST_DEPLOYMENTS = 2_000;

  /** Nobody knows when an operator is done. */
  private static final int DRAINED_RETRY_SECONDS = 30;

  private final Map<String, UpstreamSpec> specs = new TreeMap<>();
  private final Map<String, ProviderGuard> providers = new TreeMap<>();
  private final Cache<Target, DeploymentGuard> deployments =
      Caffeine.newBuilder().maximumSize(MOST_DEPLOYMENTS).build();
  private final RetrySettings retries;
  private final Clock clock;
  private final Notice notice;
  private volatile Set<String> drained = Set.of();

  /** Is told when a circuit changes; shared by guards that follow one another. */
  private static final class Notice implements DeploymentGuard.Changed {
    private final FaultCounters counters;
    private volatile Runnable action = () -> {};

    Notice(FaultCounters counters) {
      this.counters = counters;
    }

    @Override
    public void circuit(Target target, Circuit to) {
      if (to == Circuit.OPEN) {
        counters.count("circuit_opened");
      }
      action.run();
    }
  }

  /**
   * Guards for the deployments of {@code specs}.
   *
   * @param clock monotonic
   */
  public Guards(
      List<UpstreamSpec> specs, RetrySettings retries, Clock clock, FaultCounters counters) {
    this(specs, retries, clock, new Notice(counters));
  }

  private Guards(List<UpstreamSpec> specs, RetrySettings retries, Clock clock, Notice notice) {
    this.retries = retries;
    this.clock = clock;
    this.notice = notice;
    for (UpstreamSpec spec : specs) {
      this.specs.put(spec.id(), spec);
      providers.put(
          spec.id(),
          new ProviderGuard(
              spec.execution(), new RetryBudget(retries, clock::millis), this::nanos));
    }
  }

  /**
   * Guards for the deployments of {@code nextSpecs}. Those of a provider that is called in the same
   * way as here go on as they are: circuits, calls under way, quotas, speed.
   */
  public Guards next(List<UpstreamSpec> nextSpecs, RetrySettings nextRetries) {
    Guards next = new Guards(nextSpecs, nextRetries, clock, notice);
    if (!nextRetries.equals(retries)) {
      return next;
    }
    for (UpstreamSpec spec : nextSpecs) {
      ProviderGuard provider = providers.get(spec.id());
      UpstreamSpec here = specs.get(spec.id());
      if (provider != null && here != null && isCalledAlike(here, spec)) {
        next.providers.put(spec.id(), provider);
        deployments
            .asMap()
            .forEach(
                (target, guard) -> {
                  if (target.provider().equals(spec.id())) {
                    next.deployments.put(target, guard);
                  }
                });
      }
    }
    return next;
  }

  private static boolean isCalledAlike(UpstreamSpec a, UpstreamSpec b) {
    return a.endpoint().equals(b.endpoint())
        && a.timeouts().equals(b.timeouts())
        && a.execution().equals(b.execution());
  }

  private long nanos() {
    Instant now = clock.instant();
    return TimeUnit.SECONDS.toNanos(now.getEpochSecond()) + now.getNano();
  }

  /** Runs {@code action} when a circuit changes, on whichever thread that comes to pass. */
  void whenChanged(Runnable action) {
    notice.action = action;
  }

  /** Has the providers {@code ids}, and no others, take no new calls. */
  public void drain(Set<String> ids) {
    drained = Set.copyOf(ids);
  }

  /** Whether the provider {@code id} takes no new calls. */
  boolean isDrained(String id) {
    return drained.contains(id);
  }

  /**
   * Asks for the leave to call {@code target} once.
   *
   * @throws IllegalArgumentException if its provider is not configured
   */
  public Admission admit(Target target) {
    return isDrained(target.provider()) ? draining(target.provider()) : of(target).admit();
  }

  private static Admission draining(String provider) {
    return new Admission.TurnedAway(
        Faults.local(
            "draining",
            Problem.of(
                    ProblemKind.UNAVAILABLE,
                    "the provider `%s` takes no new requests: an operator lets it run dry"
                        .formatted(provider))
                .withRetryAfter(DRAINED_RETRY_SECONDS)),
        Optional.of(new Reason.Draining()));
  }

  /**
   * The guard of {@code target}.
   *
   * @throws IllegalArgumentException if its provider is not configured
   */
  public DeploymentGuard of(Target target) {
    return deployments.get(target, this::made);
  }

  private DeploymentGuard made(Target target) {
    UpstreamSpec spec = specs.get(target.provider());
    ProviderGuard provider = providers.get(target.provider());
    if (spec == null || provider == null) {
      throw new IllegalArgumentException("no provider " + target.provider());
    }
    UpstreamSpec.Timeouts timeouts = spec.timeouts();
    return new DeploymentGuard(
        target,
        new DeploymentGuard.Parts(
            provider,
            spec.execution().breaker(),
            timeouts.connect().plus(timeouts.firstByte()).plusSeconds(1),
            clock,
            notice));
  }

  /** The guard of {@code target}, when it was called before. */
  Optional<DeploymentGuard> known(Target target) {
    return Optional.ofNullable(deployments.getIfPresent(target));
  }

  /** Further calls that the provider {@code id} may get. */
  public Optional<RetryBudget> retries(String id) {
    return provider(id).map(ProviderGuard::retries);
  }

  /** The bounds of the provider {@code id}. */
  Optional<ProviderGuard> provider(String id) {
    return Optional.ofNullable(providers.get(id));
  }

  /** Lets the guards that are too many go now rather than soon. */
  void tidy() {
    deployments.cleanUp();
  }

  /** The guards that exist, by {@code provider/model}. */
  Map<String, DeploymentGuard> all() {
    Map<String, DeploymentGuard> all = new TreeMap<>();
    deployments.asMap().forEach((target, guard) -> all.put(target.toString(), guard));
    return all;
  }
}
