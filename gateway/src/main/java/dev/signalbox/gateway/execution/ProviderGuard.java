package dev.signalbox.gateway.execution;

import dev.signalbox.engine.routing.Reason;
import dev.signalbox.gateway.provider.ExecutionSettings;
import dev.signalbox.gateway.provider.Faults;
import dev.signalbox.gateway.wire.problem.Problem;
import dev.signalbox.gateway.wire.problem.ProblemKind;
import io.github.resilience4j.bulkhead.Bulkhead;
import io.github.resilience4j.bulkhead.BulkheadConfig;
import io.github.resilience4j.ratelimiter.RateLimiter;
import io.github.resilience4j.ratelimiter.RateLimiterConfig;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;

/**
 * The bounds of one provider: calls under way, requests and tokens a minute, further calls. Safe
 * for use by several threads, as its parts are.
 */
public final class ProviderGuard {
  /** What counts as the capacity of a provider whose calls are not bounded. */
  private static final int ASSUMED_CAPACITY = 1_000;

  private static final Duration MINUTE = Duration.ofMinutes(1);

  private final Bulkhead bulkhead;
  private final int capacity;
  private final Optional<RateLimiter> requests;
  private final Optional<RateLimiter> tokens;
  private final RetryBudget retries;

  ProviderGuard(String id, ExecutionSettings settings, RetryBudget retries) {
    this.capacity = settings.maxInFlight().orElse(ASSUMED_CAPACITY);
    this.bulkhead =
        Bulkhead.of(
            id,
            BulkheadConfig.custom()
                .maxConcurrentCalls(settings.maxInFlight().orElse(Integer.MAX_VALUE))
                .maxWaitDuration(Duration.ZERO)
                .writableStackTraceEnabled(false)
                .build());
    this.requests = limiter(id, asLong(settings.requestsPerMinute()), Duration.ZERO);
    // Tokens are known afterwards: they are taken from the minutes to come, whatever they are.
    this.tokens = limiter(id, settings.tokensPerMinute(), Duration.ofHours(1));
    this.retries = retries;
  }

  private static OptionalLong asLong(OptionalInt value) {
    return value.isEmpty() ? OptionalLong.empty() : OptionalLong.of(value.getAsInt());
  }

  private static Optional<RateLimiter> limiter(String id, OptionalLong perMinute, Duration ahead) {
    return perMinute.isEmpty()
        ? Optional.empty()
        : Optional.of(
            RateLimiter.of(
                id,
                RateLimiterConfig.custom()
                    .limitForPeriod((int) Math.min(Integer.MAX_VALUE, perMinute.getAsLong()))
                    .limitRefreshPeriod(MINUTE)
                    .timeoutDuration(ahead)
                    .build()));
  }

  /** Its further calls. */
  public RetryBudget retries() {
    return retries;
  }

  /** Takes a place; empty when there was one. */
  Optional<Admission.TurnedAway> enter() {
    if (!bulkhead.tryAcquirePermission()) {
      return Optional.of(
          new Admission.TurnedAway(
              Faults.local(
                  "in_flight_full",
                  Problem.of(
                          ProblemKind.UNAVAILABLE,
                          "as many calls to the provider are under way as it may have")
                      .withRetryAfter(1)),
              Optional.empty()));
    }
    if (requests.isPresent() && requests.get().reservePermission() < 0) {
      leave();
      return Optional.of(
          new Admission.TurnedAway(
              Faults.local(
                  "quota_exhausted",
                  Problem.of(
                          ProblemKind.UNAVAILABLE,
                          "the provider has had all the requests it may have in this minute")
                      .withRetryAfter(MINUTE.toSeconds())),
              Optional.of(new Reason.QuotaExhausted(100))));
    }
    return Optional.empty();
  }

  /** Gives the place back. */
  void leave() {
    bulkhead.releasePermission();
  }

  /** Notes what a call used. */
  void used(long spent) {
    if (spent > 0) {
      tokens.ifPresent(
          limiter -> limiter.reservePermission((int) Math.min(Integer.MAX_VALUE, spent)));
    }
  }

  int inFlight() {
    return bulkhead.getBulkheadConfig().getMaxConcurrentCalls()
        - bulkhead.getMetrics().getAvailableConcurrentCalls();
  }

  int capacity() {
    return capacity;
  }

  /** Share of the configured quota that is used, from 0 to 100. */
  int quotaPercent() {
    return Math.max(usedPercent(requests), usedPercent(tokens));
  }

  private static int usedPercent(Optional<RateLimiter> limiter) {
    if (limiter.isEmpty()) {
      return 0;
    }
    long limit = limiter.get().getRateLimiterConfig().getLimitForPeriod();
    long left = Math.max(0, limiter.get().getMetrics().getAvailablePermissions());
    return Math.clamp(100 - left * 100 / limit, 0, 100);
  }
}
