package dev.signalbox.gateway.protect;

import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig;
import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig.SlidingWindowType;
import io.vertx.core.AsyncResult;
import io.vertx.core.Future;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/**
 * Something the gateway asks beside providers. While it fails or is slow it is left alone, so that
 * nobody waits for it again and again. Safe for use by several threads, as its breaker is.
 */
public final class Dependency {
  /** Time after which a probe is given up that was never settled. */
  private static final Duration LONGEST_PROBE = Duration.ofMinutes(1);

  private final Dependencies.Kind kind;
  private final Clock clock;
  private final LongSupplier nanos;
  private final LongAdder failed = new LongAdder();
  private final LongAdder unasked = new LongAdder();
  private volatile Circuit circuit;

  /** Its breaker under one set of bounds. */
  private static final class Circuit {
    private final OverloadSettings.Breaker settings;
    private final CircuitBreaker breaker;
    private final Clock clock;
    private final AtomicInteger period = new AtomicInteger();
    private volatile Instant openUntil = Instant.MIN;

    Circuit(Dependencies.Kind kind, OverloadSettings.Breaker settings, Clock clock) {
      this.settings = settings;
      this.clock = clock;
      this.breaker =
          CircuitBreaker.of(
              kind.name(),
              CircuitBreakerConfig.custom()
                  .slidingWindow(
                      settings.minCalls() * 2, settings.minCalls(), SlidingWindowType.COUNT_BASED)
                  .failureRateThreshold(settings.failurePercent())
                  .slowCallRateThreshold(settings.failurePercent())
                  .slowCallDurationThreshold(kind.slow())
                  .waitDurationInOpenState(settings.open())
                  .permittedNumberOfCallsInHalfOpenState(settings.halfOpenCalls())
                  .maxWaitDurationInHalfOpenState(LONGEST_PROBE)
                  .writableStackTraceEnabled(false)
                  .clock(clock)
                  .build());
      breaker.getEventPublisher().onStateTransition(event -> changed(event.getStateTransition()));
    }

    private void changed(CircuitBreaker.StateTransition transition) {
      period.incrementAndGet();
      if (transition.getToState() == CircuitBreaker.State.OPEN) {
        openUntil = clock.instant().plus(settings.open());
      }
    }

    private long secondsLeft() {
      return Math.max(1, Duration.between(clock.instant(), openUntil).toSeconds() + 1);
    }

    private State state() {
      boolean resting = clock.instant().isBefore(openUntil);
      return switch (breaker.getState()) {
        case OPEN, FORCED_OPEN -> resting ? State.OPEN : State.HALF_OPEN;
        case HALF_OPEN -> State.HALF_OPEN;
        case CLOSED, DISABLED, METRICS_ONLY -> State.CLOSED;
      };
    }
  }

  Dependency(
      Dependencies.Kind kind, OverloadSettings.Breaker settings, Clock clock, LongSupplier nanos) {
    this.kind = kind;
    this.clock = clock;
    this.nanos = nanos;
    this.circuit = new Circuit(kind, settings, clock);
  }

  /** Whether it is the one that {@code other} names. */
  boolean is(Dependencies.Kind other) {
    return kind.place().equals(other.place()) && kind.slow().equals(other.slow());
  }

  /** Is left alone by other bounds from now on; where they are others, it begins anew. */
  void under(OverloadSettings.Breaker settings) {
    if (!settings.equals(circuit.settings)) {
      circuit = new Circuit(kind, settings, clock);
    }
  }

  /** Asks {@code question}; fails with {@link LeftAlone} at once while it is left alone. */
  public <T> Future<T> ask(Supplier<Future<T>> question) {
    Circuit now = circuit;
    if (!now.breaker.tryAcquirePermission()) {
      unasked.increment();
      return Future.failedFuture(new LeftAlone(kind.name(), now.secondsLeft()));
    }
    Begun begun = new Begun(now, now.period.get(), nanos.getAsLong());
    return asked(question).onComplete(result -> settle(result, begun));
  }

  /**
   * Has somebody else had an answer of it: it is tried now, by a few questions, instead of when its
   * rest is over.
   */
  public void showsLife() {
    CircuitBreaker breaker = circuit.breaker;
    if (breaker.getState() == CircuitBreaker.State.OPEN) {
      breaker.transitionToHalfOpenState();
    }
  }

  /** A question under way: by which circuit, in which of its periods, and since when. */
  private record Begun(Circuit by, int period, long nanos) {}

  private static <T> Future<T> asked(Supplier<Future<T>> question) {
    try {
      return question.get();
    } catch (RuntimeException e) {
      return Future.failedFuture(e);
    }
  }

  /** What was asked before the breaker changed its state says nothing of the state that it has. */
  private void settle(AsyncResult<?> result, Begun begun) {
    boolean answered = result.succeeded() || kind.answers().test(result.cause());
    if (!answered) {
      failed.increment();
    }
    if (begun.by().period.get() != begun.period()) {
      return;
    }
    long took = nanos.getAsLong() - begun.nanos();
    if (answered) {
      begun.by().breaker.onSuccess(took, TimeUnit.NANOSECONDS);
    } else {
      begun.by().breaker.onError(took, TimeUnit.NANOSECONDS, result.cause());
    }
  }

  /**
   * How it stands.
   *
   * @param until when it is asked again, while it is left alone
   * @param failed questions that it did not answer, since it is known
   * @param unasked questions that it was spared
   */
  public record Report(
      String name, State state, Optional<Instant> until, long failed, long unasked) {
    /** Whether it does not answer as it should. */
    public boolean isTrouble() {
      return state != State.CLOSED;
    }
  }

  /** Whether it is asked. */
  public enum State {
    CLOSED,
    OPEN,
    HALF_OPEN
  }

  Report report() {
    Circuit now = circuit;
    State state = now.state();
    return new Report(
        kind.name(),
        state,
        state == State.OPEN ? Optional.of(now.openUntil) : Optional.empty(),
        failed.sum(),
        unasked.sum());
  }
}
