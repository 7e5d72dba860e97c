package dev.signalbox.analytics.budget;

/**
 * What a call of one deployment may cost.
 *
 * @param priced whether everything in it has a price; if not, the nano-dollars mean nothing
 */
public record Estimate(
    String provider,
    String model,
    long inputTokens,
    long outputTokens,
    boolean priced,
    long inputNanos,
    long outputNanos) {
  /** The total in nano-dollars; 0 without a price. */
  public long nanos() {
    return priced ? Nanos.sum(inputNanos, outputNanos) : 0;
  }
}
