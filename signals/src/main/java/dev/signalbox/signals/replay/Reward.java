package dev.signalbox.signals.replay;

/**
 * What was said of an answer.
 *
 * @param value 0 to 1 for a quality; on another scale where the beliefs are on it too
 * @param reporting with which probability an answer such as this one is told of, above 0 and at
 *     most 1
 */
public record Reward(double value, double reporting) {
  public Reward {
    if (!Double.isFinite(value) || !(reporting > 0 && reporting <= 1)) {
      throw new IllegalArgumentException("a reward is finite and told with a chance above 0");
    }
  }
}
