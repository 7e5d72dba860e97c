package dev.signalbox.engine.catalog;

/** Expected quality of answers, from what a card says. */
public final class QualityPriors {
  private QualityPriors() {}

  /** How well {@code card} is expected to answer requests of {@code family}. */
  public static QualityPrior of(ModelCard card, TaskFamily family) {
    return new QualityPrior(0.5, 0.2, "assumed");
  }
}
