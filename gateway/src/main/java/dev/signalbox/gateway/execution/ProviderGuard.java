package dev.signalbox.gateway.execution;

import dev.signalbox.engine.routing.Reason;
import dev.signalbox.gateway.limit.Rate;
import dev.signalbox.gateway.provider.ExecutionSettings;
import dev.signalbox.gateway.provider.Faults;
import dev.signalbox.gateway.wire.problem.Problem;
import dev.signalbox.gateway.wire.problem.ProblemKind;
import io.github.resilience4j.bulkhead.Bulkhead;
import io.github.resilience4j.bulkhead.BulkheadConfig;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.function.LongSupplier;

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
  private final Optional<Rate> requests;
  private final Optional<Rate> tokens;
  private final RetryBudget retries;

  /**
   * @param nanos monotonic, in nanoseconds
   */
  ProviderGuard(ExecutionSettings settings, RetryBudget retries, LongSupplier nanos) {
    this.bulkhead =
        Bulkhead.of(
            "provider",
            BulkheadConfig.custom()
                .maxConcurrentCalls(settings.maxInFlight().orElse(Integer.MAX_VALUE))
                .maxWaitDuration(Duration.ZERO)
                .writableStackTraceEnabled(false)
                .build());
    this.capacity = settings.maxInFlight().orElse(ASSUMED_CAPACITY);
    this.requests = Rate.of(asLong(settings.requestsPerMinute()), MINUTE, nanos);
    this.tokens = Rate.of(settings.tokensPerMinute(), MINUTE, nanos);
    this.retries = retries;
  }

  private static OptionalLong asLong(OptionalInt value) {
    return value.isEmpty() ? OptionalLong.empty() : OptionalLong.of(value.getAsInt());
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
    Optional<Duration> wait = requests.flatMap(Rate::takeOne);
    wait.ifPresent(_ -> leave());
    return wait.map(ProviderGuard::quotaExhausted);
  }

  private static Admission.TurnedAway quotaExhausted(Duration wait) {
    return new Admission.TurnedAway(
        Faults.local(
            "quota_exhausted",
            Problem.of(
                    ProblemKind.UNAVAILABLE,
                    "the provider has had all the requests it may have in a minute")
                .withRetryAfter(wait.plusMillis(999).toSeconds())),
        Optional.of(new Reason.QuotaExhausted(100)));
  }

  /** Gives the place back. */
  void leave() {
    bulkhead.releasePermission();
  }

  /** Notes what a call used, which is known afterwards: the minutes to come have it the less. */
  void used(long spent) {
    if (spent > 0) {
      tokens.ifPresent(rate -> rate.take(spent));
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
    return Math.max(
        requests.map(Rate::usedPercent).orElse(0), tokens.map(Rate::usedPercent).orElse(0));
  }
}
