package dev.signalbox.analytics.budget;

/**
 * How an account stands.
 *
 * @param spentNanos nano-dollars of calls that are over
 * @param reservedNanos nano-dollars that calls under way may cost
 */
public record Figures(long spentNanos, long reservedNanos) {
  /** An account of which nothing was spent. */
  public static final Figures NONE = new Figures(0, 0);

  /** Both together. */
  public long usedNanos() {
    return Nanos.sum(spentNanos, reservedNanos);
  }

  /** What {@code limitNanos} leaves; at least 0. */
  public long leftOf(long limitNanos) {
    return Nanos.less(limitNanos, usedNanos());
  }

  Figures reserving(long nanos) {
    return new Figures(spentNanos, Nanos.sum(reservedNanos, nanos));
  }

  Figures settling(long reserved, long spent) {
    return new Figures(Nanos.sum(spentNanos, spent), Nanos.less(reservedNanos, reserved));
  }
}
