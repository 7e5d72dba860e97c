package dev.signalbox.engine.policy;

import java.math.BigInteger;

/**
 * What a point of quality is worth in money and time. Utility is counted in billionths: {@link
 * #ONE} is a quality of 1, and a point is a hundredth of it.
 *
 * @param pointNanos nano-dollars of one request that one point of quality is worth, at least 1;
 *     {@link #PRICELESS} when cost does not count
 * @param secondUtility billionths of utility that one second is worth, not negative
 */
public record Trade(long pointNanos, long secondUtility) {
  /** Utility of a quality of 1. */
  public static final long ONE = 1_000_000_000L;

  /** Utility of one point of quality. */
  public static final long POINT = ONE / 100;

  /** The point value that leaves cost without weight. */
  public static final long PRICELESS = Long.MAX_VALUE;

  private static final long EVEN_POINT_NANOS = 2_000_000;
  private static final long EVEN_SECOND = 3 * POINT / 10;
  private static final double TOLERANCE = 0.001;

  public Trade {
    if (pointNanos < 1 || secondUtility < 0) {
      throw new IllegalArgumentException(
          "a point is worth at least a nano-dollar, and a second at least nothing");
    }
  }

  /**
   * A trade in readable units.
   *
   * @param pointDollarsPerThousand dollars per 1,000 requests that one point of quality is worth
   * @param secondPoints points of quality that one second is worth
   */
  public static Trade of(double pointDollarsPerThousand, double secondPoints) {
    return new Trade(
        Math.max(1, Math.round(pointDollarsPerThousand * 1e6)), Math.round(secondPoints * POINT));
  }

  /**
   * The trade that simple weights stand for: even weights make a point worth $2 per 1,000 requests
   * and a second worth 0.3 points; the worth follows the ratio of the weights.
   *
   * @throws IllegalArgumentException unless all are at least 0, quality is above 0 and they sum to
   *     1
   */
  public static Trade ofWeights(double cost, double latency, double quality) {
    if (!areWeights(cost, latency, quality)) {
      throw new IllegalArgumentException(
          "weights are at least 0, that of quality above 0, and they sum to 1");
    }
    long point =
        cost == 0 ? PRICELESS : Math.max(1, Math.round(EVEN_POINT_NANOS * (quality / cost)));
    return new Trade(point, Math.round(EVEN_SECOND * (latency / quality)));
  }

  /** Whether these are at least 0, quality above 0, and sum to 1 within a thousandth. */
  public static boolean areWeights(double cost, double latency, double quality) {
    return cost >= 0
        && latency >= 0
        && quality > 0
        && Math.abs(cost + latency + quality - 1) <= TOLERANCE;
  }

  /**
   * Utility that {@code nanos} nano-dollars cost, rounded toward zero; the largest long at most.
   */
  public long costUtility(long nanos) {
    return pointNanos == PRICELESS ? 0 : scaled(nanos, POINT, pointNanos);
  }

  /**
   * The highest cost, in nano-dollars, that weighs no more than {@code utility}.
   *
   * @param utility not negative
   */
  public long nanosWithin(long utility) {
    if (pointNanos == PRICELESS || utility == Long.MAX_VALUE) {
      return Long.MAX_VALUE;
    }
    long nanos = scaled(utility + 1, pointNanos, POINT);
    return costUtility(nanos) > utility ? nanos - 1 : nanos;
  }

  /** Utility that {@code millis} milliseconds cost, rounded toward zero. */
  public long timeUtility(long millis) {
    return scaled(millis, secondUtility, 1_000);
  }

  /**
   * {@code value × factor ÷ divisor} for values that are not negative, exact, rounded toward zero;
   * the largest long at most.
   */
  public static long scaled(long value, long factor, long divisor) {
    if (value <= Integer.MAX_VALUE && factor <= Integer.MAX_VALUE) {
      return value * factor / divisor;
    }
    long high = Math.multiplyHigh(value, factor);
    long low = value * factor;
    if (high == 0 && low >= 0) {
      return low / divisor;
    }
    return BigInteger.valueOf(value)
        .multiply(BigInteger.valueOf(factor))
        .divide(BigInteger.valueOf(divisor))
        .min(BigInteger.valueOf(Long.MAX_VALUE))
        .longValueExact();
  }

  /** Points of quality that one second is worth. */
  public double secondPoints() {
    return (double) secondUtility / POINT;
  }
}
