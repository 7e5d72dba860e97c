package dev.signalbox.signals.replay;

/**
 * What the router itself expects of one deployment's answer to one request: the direct model.
 *
 * @param mean expected value
 * @param sd how unsure that is, as a standard deviation
 * @param least value that the worst answer would have
 * @param most value that the best one would have
 */
public record Belief(double mean, double sd, double least, double most) {
  /** One of quality, which is 0 to 1. */
  public Belief(double mean, double sd) {
    this(mean, sd, 0, 1);
  }

  public Belief {
    if (!(least <= most) || !Double.isFinite(least) || !Double.isFinite(most)) {
      throw new IllegalArgumentException("the least and the most are finite and in this order");
    }
    if (!Double.isFinite(mean) || !(sd >= 0) || !Double.isFinite(sd)) {
      throw new IllegalArgumentException("a belief has a finite mean and a deviation from 0");
    }
  }

  /** The same of a value that is so much more, as far as it is certain. */
  public Belief plus(double certain) {
    return new Belief(mean + certain, sd, least + certain, most + certain);
  }
}
