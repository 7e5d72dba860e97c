package dev.signalbox.analytics.rollup;

/**
 * Sums over requests.
 *
 * @param errors requests that failed, for whatever reason
 * @param costNanos of what has a price
 * @param wastedNanos the part of the cost that attempts without an answer came to
 * @param unpriced requests of which something has no price
 * @param estimated requests whose cost is not exact
 * @param lastAtMillis when the newest of them came
 */
public record RollupDelta(
    long requests,
    long errors,
    long attempts,
    Tokens tokens,
    long costNanos,
    long wastedNanos,
    long unpriced,
    long estimated,
    long totalMillis,
    long firstByteMillis,
    long lastAtMillis,
    Histogram totals,
    Histogram firstBytes) {
  /** Nothing. */
  public static final RollupDelta ZERO =
      new RollupDelta(0, 0, 0, Tokens.ZERO, 0, 0, 0, 0, 0, 0, 0, Histogram.EMPTY, Histogram.EMPTY);

  /** Tokens by bucket; reasoning is part of the output. */
  public record Tokens(long input, long cacheRead, long cacheWrite, long output, long reasoning) {
    /** No tokens. */
    public static final Tokens ZERO = new Tokens(0, 0, 0, 0, 0);

    Tokens plus(Tokens other) {
      return new Tokens(
          sum(input, other.input),
          sum(cacheRead, other.cacheRead),
          sum(cacheWrite, other.cacheWrite),
          sum(output, other.output),
          sum(reasoning, other.reasoning));
    }
  }

  /** What changes when requests that are summed already cost something else. */
  public static RollupDelta ofCost(long nanos, long wasted, long unpriced, long estimated) {
    return new RollupDelta(
        0,
        0,
        0,
        Tokens.ZERO,
        nanos,
        wasted,
        unpriced,
        estimated,
        0,
        0,
        0,
        Histogram.EMPTY,
        Histogram.EMPTY);
  }

  /** Both together; saturates. */
  public RollupDelta plus(RollupDelta other) {
    return new RollupDelta(
        requests + other.requests,
        errors + other.errors,
        attempts + other.attempts,
        tokens.plus(other.tokens),
        sum(costNanos, other.costNanos),
        sum(wastedNanos, other.wastedNanos),
        unpriced + other.unpriced,
        estimated + other.estimated,
        sum(totalMillis, other.totalMillis),
        sum(firstByteMillis, other.firstByteMillis),
        Math.max(lastAtMillis, other.lastAtMillis),
        totals.plus(other.totals),
        firstBytes.plus(other.firstBytes));
  }

  /** The same with these times. */
  public RollupDelta timed(Histogram newTotals, Histogram newFirstBytes) {
    return new RollupDelta(
        requests,
        errors,
        attempts,
        tokens,
        costNanos,
        wastedNanos,
        unpriced,
        estimated,
        totalMillis,
        firstByteMillis,
        lastAtMillis,
        newTotals,
        newFirstBytes);
  }

  private static long sum(long a, long b) {
    long sum = a + b;
    return ((a ^ sum) & (b ^ sum)) < 0 ? (a < 0 ? Long.MIN_VALUE : Long.MAX_VALUE) : sum;
  }
}
