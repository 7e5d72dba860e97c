package dev.signalbox.engine.state;

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

  /** The expected length where {@code prior} tokens would be expected without any measurement. */
  public long expectedTokens(long prior) {
    return (prior * PRIOR_WEIGHT + meanTokens * samples) / (PRIOR_WEIGHT + samples);
  }
}
