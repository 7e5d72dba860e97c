package dev.signalbox.engine.catalog;

/**
 * How good a model's answers are expected to be before any signal.
 *
 * @param mean share of requests answered well, 0..1
 * @param sd how unsure that is, in the same unit
 * @param source the figures it rests on, for people
 */
public record QualityPrior(double mean, double sd, String source) {
  public QualityPrior {
    if (!(mean >= 0 && mean <= 1) || !(sd > 0)) {
      throw new IllegalArgumentException("a prior has a mean of 0..1 and a spread above 0");
    }
  }
}
