package dev.signalbox.signals.replay;

/**
 * What the router itself expects of one deployment's answer to one request: the direct model.
 *
 * @param mean expected value
 * @param sd how unsure that is, as a standard deviation
 */
public record Belief(double mean, double sd) {
  public Belief {
    if (!Double.isFinite(mean) || !(sd >= 0) || !Double.isFinite(sd)) {
      throw new IllegalArgumentException("a belief has a finite mean and a deviation from 0");
    }
  }
}
