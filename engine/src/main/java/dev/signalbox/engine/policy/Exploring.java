package dev.signalbox.engine.policy;

/**
 * A slice of requests that chance gives to a model that is plausibly the best, to learn of it.
 *
 * @param shareMillionths share of the requests, in millionths, from 1 to {@link #MOST}
 * @param mostNanos highest estimated cost of a request in which chance takes part, in nano-dollars
 */
public record Exploring(int shareMillionths, long mostNanos) {
  /** The largest share: a tenth. */
  public static final int MOST = 100_000;

  /** What the costliest request is where nothing is said of it: 5 cents. */
  public static final long STANDARD_MOST_NANOS = 50_000_000;

  public Exploring {
    if (shareMillionths < 1 || shareMillionths > MOST || mostNanos < 0) {
      throw new IllegalArgumentException(
          "a share is 1 to %d millionths, a cost not negative".formatted(MOST));
    }
  }
}
