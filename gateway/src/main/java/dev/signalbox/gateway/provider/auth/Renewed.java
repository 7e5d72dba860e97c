package dev.signalbox.gateway.provider.auth;

import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig;
import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig.SlidingWindowType;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What is good for a time and can be had anew: kept until shortly before it is over, fetched once
 * for all who wait, and fetched anew in the background before anybody has to. Whoever gives it is
 * left alone for a while when it failed too often. Shared by all event loops and guarded by its own
 * monitor, held for a few instructions.
 */
public final class Renewed<T> {
  /** What it is not used for at its end, as clocks and ways differ; at most half its life. */
  static final Duration SKEW = Duration.ofMinutes(1);

  /** What it is used for at least, however short its life is said to be. */
  static final Duration LEAST_USE = Duration.ofSeconds(5);

  /** When the next one is fetched before this one is over; at most a fifth of its use. */
  static final Duration EARLY = Duration.ofMinutes(5);

  static final Duration OPEN = Duration.ofSeconds(15);
  static final int FAILURES_TO_OPEN = 3;

  /** A question that nobody answered is forgotten after this time, which givers undercut. */
  private static final Duration LONGEST_PROBE = Duration.ofMinutes(1);

  private static final Logger log = LoggerFactory.getLogger(Renewed.class);

  private final Terms terms;
  private final Giver<T> giver;
  private final TokenSources.Clocks clocks;
  private final CircuitBreaker breaker;
  private Optional<Held<T>> held = Optional.empty();
  private Optional<Promise<T>> underWay = Optional.empty();
  private Optional<Unauthorized> lastFailure = Optional.empty();
  private long pausedUntilMillis = Long.MIN_VALUE;

  /**
   * One of them.
   *
   * @param life how long it holds
   */
  public record Fresh<T>(T value, Duration life) {}

  /** Whoever gives them. */
  @FunctionalInterface
  public interface Giver<T> {
    /** Asks for one at {@code now}; fails with an {@link Unauthorized}. */
    Future<Fresh<T>> ask(Instant now);
  }

  /**
   * What logs and problems say.
   *
   * @param label whom it is for: the id of a provider
   * @param what what it is, such as {@code token}
   * @param giver who gives it, such as {@code the token server}
   */
  public record Terms(String label, String what, String giver) {}

  /**
   * One in use.
   *
   * @param given ready to be handed out
   * @param earlyMillis when the next one is fetched
   * @param endMillis when it is not used any more
   */
  private record Held<T>(T value, Future<T> given, long earlyMillis, long endMillis) {}

  /** None yet. */
  public Renewed(Terms terms, Giver<T> giver, TokenSources.Clocks clocks) {
    this.terms = terms;
    this.giver = giver;
    this.clocks = clocks;
    this.breaker =
        CircuitBreaker.of(
            terms.label(),
            CircuitBreakerConfig.custom()
                .slidingWindow(FAILURES_TO_OPEN, FAILURES_TO_OPEN, SlidingWindowType.COUNT_BASED)
                .failureRateThreshold(100)
                .slowCallDurationThreshold(Duration.ofDays(1))
                .waitDurationInOpenState(OPEN)
                .permittedNumberOfCallsInHalfOpenState(1)
                .maxWaitDurationInHalfOpenState(LONGEST_PROBE)
                .writableStackTraceEnabled(false)
                .clock(clocks.steady())
                .build());
  }

  /** The one in use, at once where there is one; fails with an {@link Unauthorized}. */
  public Future<T> get() {
    long now = clocks.steady().millis();
    Future<T> answer;
    boolean fetches;
    synchronized (this) {
      Optional<Held<T>> usable = held.filter(one -> now < one.endMillis());
      boolean wanted = usable.isEmpty() || now >= usable.get().earlyMillis();
      fetches = wanted && underWay.isEmpty() && mayAsk(now);
      if (fetches) {
        underWay = Optional.of(Promise.promise());
      }
      answer =
          usable
              .map(Held::given)
              .or(() -> underWay.map(Promise::future))
              .orElseGet(() -> Future.failedFuture(notNow(now)));
    }
    if (fetches) {
      fetch();
    }
    return answer;
  }

  /** After {@code pausedUntilMillis} the breaker is asked, which counts who is let pass. */
  private boolean mayAsk(long now) {
    return now >= pausedUntilMillis && breaker.tryAcquirePermission();
  }

  private Unauthorized notNow(long now) {
    return lastFailure
        .map(
            last ->
                last.why() == Unauthorized.Why.LIMITED
                    ? last.after(Math.max(1, (pausedUntilMillis - now + 999) / 1_000))
                    : last)
        .orElseGet(
            () ->
                new Unauthorized(
                    Unauthorized.Why.UNAVAILABLE, terms.giver() + " failed too often"));
  }

  private void fetch() {
    giver
        .ask(clocks.wall().instant())
        .onComplete(
            asked -> {
              if (asked.succeeded()) {
                breaker.onSuccess(0, TimeUnit.NANOSECONDS);
                finish(came(asked.result()));
              } else {
                finish(failed((Unauthorized) asked.cause()));
              }
            });
  }

  private void finish(Future<T> result) {
    Optional<Promise<T>> waiting;
    synchronized (this) {
      waiting = underWay;
      underWay = Optional.empty();
    }
    waiting.ifPresent(promise -> result.onComplete(promise));
  }

  private synchronized Future<T> came(Fresh<T> fresh) {
    long now = clocks.steady().millis();
    long life = fresh.life().toMillis();
    long use = Math.max(LEAST_USE.toMillis(), life - Math.min(SKEW.toMillis(), life / 2));
    long early = Math.min(EARLY.toMillis(), use / 5);
    Future<T> given = Future.succeededFuture(fresh.value());
    held = Optional.of(new Held<>(fresh.value(), given, now + use - early, now + use));
    lastFailure = Optional.empty();
    return given;
  }

  private synchronized Future<T> failed(Unauthorized why) {
    log.warn("provider {} got no {}: {}", terms.label(), terms.what(), why.clause());
    if (why.why() == Unauthorized.Why.REFUSED) { // who gives it works
      breaker.onSuccess(0, TimeUnit.NANOSECONDS);
    } else {
      breaker.onError(0, TimeUnit.NANOSECONDS, why);
    }
    lastFailure = Optional.of(why);
    if (why.why() == Unauthorized.Why.LIMITED) {
      pausedUntilMillis = clocks.steady().millis() + why.retryAfterSeconds().orElse(1) * 1_000;
    }
    return Future.failedFuture(why);
  }

  /** Takes the one in use back where it is {@code meant}. */
  public synchronized void drop(Predicate<T> meant) {
    held = held.filter(one -> !meant.test(one.value()));
  }
}
