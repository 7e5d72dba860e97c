package dev.signalbox.gateway.limit;

import java.time.Duration;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.function.LongSupplier;
import java.util.stream.Stream;

/**
 * What one subject has taken under one limit. Guarded by the lock of its {@link Meters}; one that
 * was read from a store belongs to the thread that read it.
 */
final class Meter {
  static final Duration MINUTE = Duration.ofMinutes(1);
  static final Duration DAY = Duration.ofDays(1);

  /** Nobody knows when a request ends; this is as good a time to ask again as any. */
  private static final Duration UNTIL_ONE_ENDS = Duration.ofSeconds(1);

  private final Limit limit;
  private final String subject;
  private final Rates rates;
  private int parts = 1;
  private int inFlight;
  private boolean changed;

  /** The buckets of a limit. */
  record Rates(Optional<Rate> minute, Optional<Rate> day, Optional<Rate> tokens) {
    /** Full ones. */
    static Rates of(Limit limit, LongSupplier nanos) {
      return new Rates(
          Rate.of(limit.requestsPerMinute(), MINUTE, nanos),
          Rate.of(limit.requestsPerDay(), DAY, nanos),
          Rate.of(limit.tokensPerMinute(), MINUTE, nanos));
    }
  }

  Meter(Limit limit, String subject, LongSupplier nanos) {
    this(limit, subject, Rates.of(limit, nanos), 0);
  }

  /** One that goes on with {@code rates} and {@code inFlight} requests under way. */
  Meter(Limit limit, String subject, Rates rates, int inFlight) {
    this.limit = limit;
    this.subject = subject;
    this.rates = rates;
    this.inFlight = inFlight;
  }

  /** Why one more request of so many tokens does not fit; empty when it does. */
  Optional<Shortage> shortage(long wantedTokens) {
    int most = mostInFlight();
    if (limit.maxInFlight().isPresent() && inFlight >= most) {
      return Optional.of(new Shortage(Shortage.Kind.IN_FLIGHT, most, 0, UNTIL_ONE_ENDS));
    }
    return rates
        .minute()
        .flatMap(rate -> rate.shortage(Shortage.Kind.REQUESTS_PER_MINUTE, 1))
        .or(() -> rates.day().flatMap(rate -> rate.shortage(Shortage.Kind.REQUESTS_PER_DAY, 1)))
        .or(
            () ->
                rates
                    .tokens()
                    .flatMap(
                        rate ->
                            rate.shortage(
                                Shortage.Kind.TOKENS_PER_MINUTE, taken(wantedTokens, rate))));
  }

  /** One that may be larger than the limit waits until all of it is there. */
  private static long taken(long wantedTokens, Rate rate) {
    return Math.clamp(wantedTokens, 1, rate.capacity());
  }

  /** Takes one request of so many tokens, whether it fits or not. */
  void take(long wantedTokens) {
    rates.minute().ifPresent(rate -> rate.take(1));
    rates.day().ifPresent(rate -> rate.take(1));
    rates.tokens().ifPresent(rate -> rate.take(taken(wantedTokens, rate)));
    inFlight++;
    changed = true;
  }

  /** Ends a request that was taken with {@code wantedTokens} and used so many. */
  void end(long wantedTokens, long usedTokens) {
    inFlight--;
    settle(wantedTokens, usedTokens);
  }

  /** The same where it is not counted as under way any more. */
  void settle(long wantedTokens, long usedTokens) {
    rates.tokens().ifPresent(rate -> settle(rate, taken(wantedTokens, rate), usedTokens));
    changed = true;
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
    rates.minute().ifPresent(rate -> rate.take(1));
    rates.day().ifPresent(rate -> rate.take(1));
    if (usedTokens > 0) {
      rates.tokens().ifPresent(rate -> rate.take(usedTokens));
    }
    changed = true;
  }

  /** Allows one of so many equal parts of the limit, rounded up. */
  void split(int newParts) {
    if (parts != newParts) {
      parts = newParts;
      resize(rates.minute(), limit.requestsPerMinute());
      resize(rates.day(), limit.requestsPerDay());
      resize(rates.tokens(), limit.tokensPerMinute());
    }
  }

  private void resize(Optional<Rate> rate, OptionalLong whole) {
    rate.ifPresent(each -> each.resize(Math.ceilDiv(whole.orElseThrow(), parts)));
  }

  private int mostInFlight() {
    return Math.ceilDiv(limit.maxInFlight().orElse(Integer.MAX_VALUE), parts);
  }

  /** Notes that it is to be written though nothing was taken. */
  void touch() {
    changed = true;
  }

  boolean isChanged() {
    return changed;
  }

  Rates rates() {
    return rates;
  }

  int inFlight() {
    return inFlight;
  }

  /** Whether requests under way are limited, and there are some. */
  boolean isUnderWay() {
    return inFlight > 0 && limit.maxInFlight().isPresent();
  }

  LimitState state() {
    return new LimitState(
        limit,
        subject,
        rates.minute().map(Rate::state),
        rates.day().map(Rate::state),
        rates.tokens().map(Rate::state),
        limit.maxInFlight().isPresent() ? OptionalInt.of(inFlight) : OptionalInt.empty());
  }

  /** Until it would be as one that nobody has taken anything from. */
  Duration untilFull() {
    return Stream.of(rates.minute(), rates.day(), rates.tokens())
        .flatMap(Optional::stream)
        .map(rate -> rate.state().untilFull())
        .max(Duration::compareTo)
        .orElse(Duration.ZERO);
  }
}
