package dev.signalbox.engine.latency;

import dev.signalbox.engine.catalog.LatencyPrior;
import dev.signalbox.engine.catalog.LatencyPriors;
import dev.signalbox.engine.catalog.ModelCard;
import dev.signalbox.engine.state.Latency;
import dev.signalbox.engine.state.Output;
import java.util.Optional;

/** Makes one expectation of what the catalog says and what was measured. */
public final class LatencyBlend {
  /** Measured answers that weigh as much as the catalog's figures; enough of them to say so. */
  public static final int PRIOR_WEIGHT = 10;

  /** A 95th percentile is taken to be this multiple of the expected time, until it is measured. */
  private static final int P95_FACTOR = 4;

  private LatencyBlend() {}

  /** What is expected before anything was measured. */
  public static Latency priorOf(Optional<ModelCard> card) {
    if (card.isEmpty()) {
      return Latency.ASSUMED;
    }
    LatencyPrior prior = LatencyPriors.complete(card.get());
    int first = prior.ttftMillis().orElse(Latency.ASSUMED.firstTokenMillis());
    return new Latency(
        first,
        first * P95_FACTOR,
        prior.tokensPerSecond().orElse(Latency.ASSUMED.tokensPerSecond()),
        0,
        prior.source());
  }

  /** {@code prior}, moved toward what was measured by the share of its weight. */
  public static Latency latency(Latency prior, LatencySketch.Figures measured) {
    double spoken = measured.tokensPerSecond() == 0 ? 0 : measured.answers();
    return new Latency(
        mixed(prior.firstTokenMillis(), measured.p50Millis(), measured.samples()),
        mixed(prior.firstTokenP95Millis(), measured.p95Millis(), measured.samples()),
        Math.max(1, mixed(prior.tokensPerSecond(), measured.tokensPerSecond(), spoken)),
        Math.round(measured.samples()),
        measured.samples() >= PRIOR_WEIGHT ? "measured" : prior.source());
  }

  /** The measured length of answers. */
  public static Output output(LatencySketch.Figures measured) {
    return new Output(
        new Output.Length(measured.meanOutputTokens(), Math.round(measured.answers())),
        measured.tasks());
  }

  private static int mixed(int prior, int measured, double weight) {
    return (int)
        Math.round((prior * (double) PRIOR_WEIGHT + measured * weight) / (PRIOR_WEIGHT + weight));
  }
}
