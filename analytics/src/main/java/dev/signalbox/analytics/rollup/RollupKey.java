package dev.signalbox.analytics.rollup;

/**
 * One row of sums.
 *
 * @param startMillis when its span begins
 */
public record RollupKey(Grain grain, long startMillis, Dimensions of) {
  /** The row of {@code of} whose span holds {@code atMillis}. */
  public static RollupKey at(Grain grain, long atMillis, Dimensions of) {
    return new RollupKey(grain, grain.startOf(atMillis), of);
  }
}
