package dev.signalbox.gateway.evaluation;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;

/** Rows drawn again with replacement, so that it shows how far a figure is chance. */
final class Bootstrap {
  /** How often rows are drawn. */
  static final int RESAMPLES = 500;

  private final int[] all;
  private final List<int[]> draws = new ArrayList<>();

  /** A figure and the bounds that 90 of 100 draws lie between. */
  record Interval(double value, double lower, double upper) {}

  /** Draws of {@code size} rows, the same for the same seed, so that figures of them are paired. */
  Bootstrap(int size, long seed) {
    this.all = IntStream.range(0, size).toArray();
    SplittableRandom random = new SplittableRandom(seed);
    for (int i = 0; i < RESAMPLES; i++) {
      draws.add(random.ints(size, 0, size).toArray());
    }
  }

  /** The figure of all rows, with the bounds of the draws; those without one are left out. */
  Interval of(ToDoubleFunction<int[]> figure) {
    double[] drawn = draws.stream().mapToDouble(figure).toArray();
    return new Interval(figure.applyAsDouble(all), quantile(drawn, 0.05), quantile(drawn, 0.95));
  }

  /** The mean of {@code values}, one for each row. */
  Interval mean(double[] values) {
    return of(rows -> IntStream.of(rows).mapToDouble(i -> values[i]).average().orElseThrow());
  }

  /** The value that this share of {@code values} is not above; what is no number is left out. */
  static double quantile(double[] values, double share) {
    double[] sorted = Arrays.stream(values).filter(v -> !Double.isNaN(v)).sorted().toArray();
    return sorted.length == 0
        ? Double.NaN
        : sorted[(int) Math.min(sorted.length - 1L, Math.round(share * (sorted.length - 1)))];
  }
}
