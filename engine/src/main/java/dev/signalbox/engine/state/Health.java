package dev.signalbox.engine.state;

import java.time.Instant;
import java.util.Optional;

/**
 * Whether a deployment can be called at the moment.
 *
 * @param openUntil when an open circuit lets the first call pass again
 * @param benchedUntil when the first of the provider's keys may be used again; empty unless all of
 *     them sit out
 * @param quotaPercent share of the provider's quota that is used, from 0 to 100; 0 when unknown
 * @param inFlight calls under way
 * @param capacity calls that may be under way at once, at least 1
 * @param draining whether an operator lets it run dry
 * @param rateLimited whether its keys sit out because they were over the provider's rate
 */
public record Health(
    Circuit circuit,
    Optional<Instant> openUntil,
    Optional<Instant> benchedUntil,
    int quotaPercent,
    int inFlight,
    int capacity,
    boolean draining,
    boolean rateLimited) {
  private static final int QUOTA_LOW_PERCENT = 90;

  /** In order and idle. */
  public static final Health GOOD =
      new Health(Circuit.CLOSED, Optional.empty(), Optional.empty(), 0, 0, 1_000, false, false);

  public Health {
    if (quotaPercent < 0 || quotaPercent > 100 || inFlight < 0 || capacity < 1) {
      throw new IllegalArgumentException("a quota is 0 to 100 %, a capacity at least 1");
    }
  }

  /** Whether its circuit lets no call pass at {@code moment}. */
  public boolean isOpenAt(Instant moment) {
    return circuit == Circuit.OPEN && (openUntil.isEmpty() || moment.isBefore(openUntil.get()));
  }

  /** Whether all keys of its provider sit out at {@code moment}. */
  public boolean isBenchedAt(Instant moment) {
    return benchedUntil.isPresent() && moment.isBefore(benchedUntil.get());
  }

  /** Whether little of the provider's quota is left. */
  public boolean isQuotaLow() {
    return quotaPercent >= QUOTA_LOW_PERCENT;
  }

  /** Share of the capacity that is in use, in percent from 0 to 100. */
  public int loadPercent() {
    return (int) Math.min(100, 100L * inFlight / capacity);
  }
}
