package dev.signalbox.engine.state;

import dev.signalbox.engine.policy.Trade;

/**
 * How long the answers of a deployment are.
 *
 * @param meanTokens mean of the answers so far
 * @param samples answers behind the mean
 */
public record Output(long meanTokens, long samples) {
  /** Nothing measured. */
  public static final Output UNKNOWN = new Output(0, 0);

  private static final long PRIOR_WEIGHT = 20;

  public Output {
    if (meanTokens < 0 || samples < 0) {
      throw new IllegalArgumentException("a mean and a number of samples are not negative");
    }
  }

  /**
   * The expected length where {@code prior} tokens would be expected without any measurement: the
   * prior counts like {@value #PRIOR_WEIGHT} answers. Between the two, rounded toward the prior.
   */
  public long expectedTokens(long prior) {
    long weight = Math.min(samples, Long.MAX_VALUE - PRIOR_WEIGHT);
    long moved = Trade.scaled(Math.abs(meanTokens - prior), weight, weight + PRIOR_WEIGHT);
    return meanTokens >= prior ? prior + moved : prior - moved;
  }
}
