package dev.signalbox.gateway.limit;

import java.time.Duration;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.LongSupplier;

/** What one subject has taken under one limit. Guarded by the lock of its {@link Meters}. */
final class Meter {
  private static final Duration MINUTE = Duration.ofMinutes(1);
  private static final Duration DAY = Duration.ofDays(1);

  /** Nobody knows when a request ends; this is as good a time to ask again as any. */
  private static final Duration UNTIL_ONE_ENDS = Duration.ofSeconds(1);

  private final Limit limit;
  private final String subject;
  private final Optional<Rate> minute;
  private final Optional<Rate> day;
  private final Optional<Rate> tokens;
  private int inFlight;

  Meter(Limit limit, String subject, LongSupplier nanos) {
    this.limit = limit;
    this.subject = subject;
    this.minute = Rate.of(limit.requestsPerMinute(), MINUTE, nanos);
    this.day = Rate.of(limit.requestsPerDay(), DAY, nanos);
    this.tokens = Rate.of(limit.tokensPerMinute(), MINUTE, nanos);
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
    minute.ifPresent(rate -> rate.take(1));
    day.ifPresent(rate -> rate.take(1));
    tokens.ifPresent(rate -> rate.take(taken(wantedTokens, rate)));
    inFlight++;
  }

  /** Ends a request that was taken with {@code wantedTokens} and used so many. */
  void end(long wantedTokens, long usedTokens) {
    inFlight--;
    tokens.ifPresent(rate -> settle(rate, taken(wantedTokens, rate), usedTokens));
  }

  private static void settle(Rate rate, long taken, long used) {
    if (used < taken) {
      rate.giveBack(taken - used);
    } else if (used > taken) {
      rate.take(used - taken);
    }
  }

  /** Counts a call that was not foreseen here. */
  void add(long usedTokens) {
    minute.ifPresent(rate -> rate.take(1));
    day.ifPresent(rate -> rate.take(1));
    if (usedTokens > 0) {
      tokens.ifPresent(rate -> rate.take(usedTokens));
    }
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
