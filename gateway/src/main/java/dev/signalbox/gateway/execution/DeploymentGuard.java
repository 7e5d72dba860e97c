package dev.signalbox.gateway.execution;

import dev.signalbox.engine.latency.LatencySketch;
import dev.signalbox.engine.naming.Target;
import dev.signalbox.engine.routing.Reason;
import dev.signalbox.engine.state.Circuit;
import dev.signalbox.gateway.provider.ExecutionSettings;
import dev.signalbox.gateway.provider.Fault;
import dev.signalbox.gateway.provider.Faults;
import dev.signalbox.gateway.provider.QuotaHeaders;
import dev.signalbox.gateway.wire.problem.Problem;
import dev.signalbox.gateway.wire.problem.ProblemKind;
import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig;
import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig.SlidingWindowType;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * One deployment while it is called: its circuit breaker, the calls under way and how fast it
 * answers. The breaker and the counter are safe for use by several threads; the sketch is guarded
 * by its own monitor.
 */
public final class DeploymentGuard {
  /** Slow answers are the latency layer's business; only failures open a circuit. */
  private static final Duration NEVER_SLOW = Duration.ofDays(1);

  private final Target target;
  private final ProviderGuard provider;
  private final CircuitBreaker breaker;
  private final Clock clock;
  private final AtomicInteger period = new AtomicInteger();
  private final AtomicInteger inFlight = new AtomicInteger();
  private final LatencySketch sketch = new LatencySketch();
  private volatile Instant openUntil = Instant.MIN;
  private volatile String answeredModel = "";
  private volatile Reported reported = new Reported(0, Long.MIN_VALUE);

  /** What the provider said of its own limits. */
  private record Reported(int usedPercent, long untilMillis) {}

  /**
   * What a guard is made with.
   *
   * @param provider the bounds it shares with the provider's other deployments
   * @param longestProbe time after which a probe is given up that was never settled
   * @param clock monotonic
   * @param changed told when the circuit changes its state
   */
  record Parts(
      ProviderGuard provider,
      ExecutionSettings.Breaker breaker,
      Duration longestProbe,
      Clock clock,
      Changed changed) {}

  /** Is told of changes of a circuit. */
  @FunctionalInterface
  interface Changed {
    void circuit(Target target, Circuit to);
  }

  DeploymentGuard(Target target, Parts parts) {
    this.target = target;
    this.provider = parts.provider();
    this.clock = parts.clock();
    this.breaker = CircuitBreaker.of(target.toString(), configOf(parts));
    breaker
        .getEventPublisher()
        .onStateTransition(
            event -> {
              period.incrementAndGet();
              Circuit to = circuitOf(event.getStateTransition().getToState());
              if (to == Circuit.OPEN) {
                openUntil = clock.instant().plus(parts.breaker().open());
              }
              parts.changed().circuit(target, to);
            });
  }

  private static CircuitBreakerConfig configOf(Parts parts) {
    ExecutionSettings.Breaker settings = parts.breaker();
    return CircuitBreakerConfig.custom()
        .slidingWindow(settings.minCalls() * 2, settings.minCalls(), SlidingWindowType.COUNT_BASED)
        .failureRateThreshold(settings.failurePercent())
        .slowCallDurationThreshold(NEVER_SLOW)
        .waitDurationInOpenState(settings.open())
        .permittedNumberOfCallsInHalfOpenState(settings.halfOpenCalls())
        .maxWaitDurationInHalfOpenState(parts.longestProbe())
        .writableStackTraceEnabled(false)
        .clock(parts.clock())
        .build();
  }

  private static Circuit circuitOf(CircuitBreaker.State state) {
    return switch (state) {
      case OPEN, FORCED_OPEN -> Circuit.OPEN;
      case HALF_OPEN -> Circuit.HALF_OPEN;
      case CLOSED, DISABLED, METRICS_ONLY -> Circuit.CLOSED;
    };
  }

  public Target target() {
    return target;
  }

  /** Asks for the leave to call it once. */
  public Admission admit() {
    if (!breaker.tryAcquirePermission()) {
      return circuitOpen();
    }
    Optional<Admission.TurnedAway> full = provider.enter();
    if (full.isPresent()) {
      breaker.releasePermission();
      return full.get();
    }
    inFlight.incrementAndGet();
    return new Admission.Admitted(new Permit(this, clock.millis(), period.get()));
  }

  private Admission circuitOpen() {
    Instant now = clock.instant();
    Optional<Instant> until = Optional.of(openUntil).filter(now::isBefore);
    long seconds = until.map(open -> Duration.between(now, open).toSeconds() + 1).orElse(1L);
    return new Admission.TurnedAway(
        Faults.local(
            "circuit_open",
            Problem.of(
                    ProblemKind.UNAVAILABLE, "the model failed too often and is left alone for now")
                .withRetryAfter(seconds)),
        Optional.of(new Reason.CircuitOpen(until)));
  }

  /** Its circuit as a decision should see it: one whose time is over waits for a probe. */
  public Circuit circuit() {
    Circuit now = circuitOf(breaker.getState());
    return now == Circuit.OPEN && openUntil().isEmpty() ? Circuit.HALF_OPEN : now;
  }

  /** When an open circuit lets a probe pass; empty when it is not open or that time is over. */
  public Optional<Instant> openUntil() {
    return circuitOf(breaker.getState()) == Circuit.OPEN
        ? Optional.of(openUntil).filter(clock.instant()::isBefore)
        : Optional.empty();
  }

  /** Closes its circuit and forgets what opened it; whether it was not closed. */
  boolean close() {
    boolean closes = breaker.getState() != CircuitBreaker.State.CLOSED;
    if (closes) {
      breaker.transitionToClosedState();
    }
    return closes;
  }

  /** Calls under way. */
  public int inFlight() {
    return inFlight.get();
  }

  /** How fast it answers. */
  public LatencySketch.Figures figures() {
    synchronized (sketch) {
      return sketch.figuresAt(clock.millis());
    }
  }

  /** Notes what the provider said of its own limits. */
  public void reported(QuotaHeaders.Used used) {
    reported = new Reported(used.usedPercent(), clock.millis() + used.resetMillis());
  }

  /** Notes the name by which the provider called the model that answered. */
  public void answeredAs(String model) {
    answeredModel = model;
  }

  /** The model that answered last, when the provider calls it otherwise than it was asked for. */
  String answeredModel() {
    String last = answeredModel;
    return last.equals(target.model()) ? "" : last;
  }

  /** Share of the quota that is used, by the config's figures and the provider's. */
  int quotaPercent() {
    Reported last = reported;
    return Math.max(
        provider.quotaPercent(), clock.millis() < last.untilMillis() ? last.usedPercent() : 0);
  }

  /** Notes the tokens of a call. */
  public void used(long tokens) {
    provider.used(tokens);
  }

  boolean isProbing() {
    return breaker.getState() == CircuitBreaker.State.HALF_OPEN;
  }

  /** Whether the circuit has not changed its state since {@code since}. */
  boolean isIn(int since) {
    return period.get() == since;
  }

  void succeeded(long startedMillis) {
    breaker.onSuccess(clock.millis() - startedMillis, TimeUnit.MILLISECONDS);
  }

  void failed(long startedMillis, Fault fault) {
    breaker.onError(clock.millis() - startedMillis, TimeUnit.MILLISECONDS, fault.toException());
  }

  void unjudged() {
    breaker.releasePermission();
  }

  void measured(LatencySketch.Sample sample) {
    synchronized (sketch) {
      sketch.record(clock.millis(), sample);
    }
  }

  void left() {
    inFlight.decrementAndGet();
    provider.leave();
  }
}
