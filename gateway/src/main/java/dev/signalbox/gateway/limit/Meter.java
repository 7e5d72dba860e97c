package dev.signalbox.gateway.limit;

import io.github.bucket4j.Bucket;
import io.github.bucket4j.EstimationProbe;
import io.github.bucket4j.TimeMeter;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;

/**
 * What one subject has taken under one limit. A rate is a bucket that begins full and fills evenly.
 * Guarded by the lock of its {@link Meters}.
 */
final class Meter {
  private static final Duration MINUTE = Duration.ofMinutes(1);
  private static final Duration DAY = Duration.ofDays(1);

  /** Nobody knows when a request ends; this is as good a time to ask again as any. */
  private static final Duration UNTIL_ONE_ENDS = Duration.ofSeconds(1);

  /** Most that may be owed: what fills up in an hour, so that no figure locks anybody out. */
  private static final int MOST_OWED = 60;

  private final Limit limit;
  private final String subject;
  private final Optional<Rate> minute;
  private final Optional<Rate> day;
  private final Optional<Rate> tokens;
  private int inFlight;

  /** A rate and how much fits in. */
  private record Rate(Bucket bucket, long capacity, Duration period) {
    static Optional<Rate> of(OptionalLong capacity, Duration period, TimeMeter clock) {
      return capacity.isEmpty()
          ? Optional.empty()
          : Optional.of(of(capacity.getAsLong(), period, clock));
    }

    private static Rate of(long capacity, Duration period, TimeMeter clock) {
      return new Rate(
          Bucket.builder()
              .addLimit(each -> each.capacity(capacity).refillGreedy(capacity, period))
              .withCustomTimePrecision(clock)
              .build(),
          capacity,
          period);
    }

    Optional<Shortage> shortage(Shortage.Kind kind, long wanted) {
      EstimationProbe probe = bucket.estimateAbilityToConsume(wanted);
      return probe.canBeConsumed()
          ? Optional.empty()
          : Optional.of(
              new Shortage(
                  kind,
                  capacity,
                  Math.max(0, probe.getRemainingTokens()),
                  Duration.ofNanos(probe.getNanosToWaitForRefill())));
    }

    LimitState.Rate state() {
      long available = bucket.getAvailableTokens();
      double missing = (double) (capacity - available) / capacity;
      return new LimitState.Rate(
          capacity,
          Math.max(0, available),
          Duration.ofNanos(Math.round(missing * period.toNanos())));
    }
  }

  Meter(Limit limit, String subject, TimeMeter clock) {
    this.limit = limit;
    this.subject = subject;
    this.minute = Rate.of(limit.requestsPerMinute(), MINUTE, clock);
    this.day = Rate.of(limit.requestsPerDay(), DAY, clock);
    this.tokens = Rate.of(limit.tokensPerMinute(), MINUTE, clock);
  }

  /** Why one more request of so many tokens does not fit; empty when it does. */
  Optional<Shortage> shortage(long wantedTokens) {
    if (limit.maxInFlight().isPresent() && inFlight >= limit.maxInFlight().getAsInt()) {
      return Optional.of(
          new Shortage(Shortage.Kind.IN_FLIGHT, limit.maxInFlight().getAsInt(), 0, UNTIL_ONE_ENDS));
    }
    return minute
        .flatMap(rate -> rate.shortage(Shortage.Kind.REQUESTS_PER_MINUTE, 1))
        .or(() -> day.flatMap(rate -> rate.shortage(Shortage.Kind.REQUESTS_PER_DAY, 1)))
        .or(
            () ->
                tokens.flatMap(
                    rate ->
                        rate.shortage(Shortage.Kind.TOKENS_PER_MINUTE, taken(wantedTokens, rate))));
  }

  /** One that may be larger than the limit waits until all of it is there. */
  private static long taken(long wantedTokens, Rate rate) {
    return Math.clamp(wantedTokens, 1, rate.capacity());
  }

  /** Takes one request of so many tokens, whether it fits or not. */
  void take(long wantedTokens) {
    minute.ifPresent(rate -> rate.bucket().consumeIgnoringRateLimits(1));
    day.ifPresent(rate -> rate.bucket().consumeIgnoringRateLimits(1));
    tokens.ifPresent(rate -> rate.bucket().consumeIgnoringRateLimits(taken(wantedTokens, rate)));
    inFlight++;
  }

  /** Ends a request that was taken with {@code wantedTokens} and used so many. */
  void end(long wantedTokens, long usedTokens) {
    inFlight--;
    tokens.ifPresent(rate -> settle(rate, taken(wantedTokens, rate), usedTokens));
  }

  private static void settle(Rate rate, long taken, long used) {
    if (used < taken) {
      rate.bucket().addTokens(taken - used);
    } else if (used > taken) {
      rate.bucket().consumeIgnoringRateLimits(owed(rate, used - taken));
    }
  }

  /** Counts a call that was not foreseen here. */
  void add(long usedTokens) {
    minute.ifPresent(rate -> rate.bucket().consumeIgnoringRateLimits(1));
    day.ifPresent(rate -> rate.bucket().consumeIgnoringRateLimits(1));
    if (usedTokens > 0) {
      tokens.ifPresent(rate -> rate.bucket().consumeIgnoringRateLimits(owed(rate, usedTokens)));
    }
  }

  /** As much of {@code more} as may be owed on top of what is. */
  private static long owed(Rate rate, long more) {
    long most = rate.capacity() * MOST_OWED;
    return Math.clamp(more, 1, Math.max(1, most + rate.bucket().getAvailableTokens()));
  }

  LimitState state() {
    return new LimitState(
        limit,
        subject,
        minute.map(Rate::state),
        day.map(Rate::state),
        tokens.map(Rate::state),
        limit.maxInFlight().isPresent() ? OptionalInt.of(inFlight) : OptionalInt.empty());
  }
}
