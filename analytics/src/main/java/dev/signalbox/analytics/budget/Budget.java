package dev.signalbox.analytics.budget;

/**
 * A limit on what may be spent.
 *
 * @param name unique name for people
 * @param subject the one it is for, or {@link #EACH}
 * @param limitNanos nano-dollars in a period, not negative
 * @param softPercent share of the limit from which on it warns, 1 to 100
 * @param stops whether it refuses what is beyond the limit, rather than warn only
 * @param unpricedNanos nano-dollars that a request counts as when something of it has no price;
 *     above 0
 * @param opensWithoutStore whether requests go on while nothing can be reserved, as the database
 *     cannot be written
 */
public record Budget(
    String name,
    Scope scope,
    String subject,
    Period period,
    long limitNanos,
    int softPercent,
    boolean stops,
    long unpricedNanos,
    boolean opensWithoutStore) {
  /** The subject of a budget that every one in its scope has for itself. */
  public static final String EACH = "*";

  public Budget {
    if (limitNanos < 0 || unpricedNanos <= 0) {
      throw new IllegalArgumentException("a limit is not negative, and nothing is free unseen");
    }
  }

  /** What counts as spent when {@code nanos} has a price, and something else {@code unpriced}. */
  long counted(long nanos, boolean unpriced) {
    return unpriced ? Nanos.sum(nanos, unpricedNanos) : nanos;
  }

  /**
   * What counts as spent when {@code nanos} have a price and {@code unpriced} requests have none.
   */
  public long counted(long nanos, long unpriced) {
    long more =
        unpriced > Long.MAX_VALUE / unpricedNanos ? Long.MAX_VALUE : unpriced * unpricedNanos;
    return Nanos.sum(nanos, more);
  }

  /** What {@code calls} calls that may cost {@code estimate} count as. */
  long counted(Estimate estimate, int calls) {
    long one = counted(estimate.nanos(), !estimate.priced());
    return one > Long.MAX_VALUE / calls ? Long.MAX_VALUE : one * calls;
  }

  /** From which nano-dollars on it warns. */
  long softNanos() {
    return limitNanos / 100 * softPercent + limitNanos % 100 * softPercent / 100;
  }
}
