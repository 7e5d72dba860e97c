package dev.signalbox.engine.catalog;

import java.util.OptionalInt;

/**
 * How fast a model is expected to be before anything is measured.
 *
 * @param ttftMillis to the first token; empty if unknown
 * @param tokensPerSecond after it; empty if unknown
 * @param source where the figures are from; {@code assumed} where a rule made them
 */
public record LatencyPrior(OptionalInt ttftMillis, OptionalInt tokensPerSecond, String source) {
  /** Nothing is known. */
  public static final LatencyPrior UNKNOWN =
      new LatencyPrior(OptionalInt.empty(), OptionalInt.empty(), "");

  public LatencyPrior {
    if (ttftMillis.orElse(0) < 0) {
      throw new IllegalArgumentException("`ttft_millis` is not negative");
    }
    if (tokensPerSecond.orElse(1) < 1) {
      throw new IllegalArgumentException("`tokens_per_second` is at least 1");
    }
  }
}
