package dev.signalbox.gateway.evaluation;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.IntUnaryOperator;
import java.util.stream.IntStream;

/**
 * A router measured on rows: what it chose for each worth of quality, against the constants and
 * against one that knows every answer beforehand.
 */
final class Measured {
  private final double[][] score;
  private final double[][] usd;
  private final List<int[]> choices;
  private final List<int[]> oracle;
  private final int best;
  private final int cheapest;
  private final int[] constants;

  /**
   * Figures of a router.
   *
   * @param naiq how much of the way from constants to perfect foresight the area below the curve
   *     goes
   * @param costOfBest dollars for the quality of the best single model, in shares of its own
   * @param top highest quality, in shares of the best single model's
   */
  record Figures(double naiq, double costOfBest, double top) {}

  /** A figure and the bounds that 90 of 100 resamples lie between. */
  record Interval(double value, double lower, double upper) {}

  /** Figures and the bounds that 90 of 100 resamples lie between. */
  record Bounded(Figures value, Figures lower, Figures upper) {}

  /**
   * A measurement.
   *
   * @param given what the best single model and the constants are picked on
   * @param choices for each worth of quality the model chosen for each row of {@code rows}
   */
  Measured(OutcomeSet given, OutcomeSet rows, double[] worths, List<int[]> choices) {
    this.score = rows.filled(OutcomeSet.Row::score);
    this.usd = rows.filled(OutcomeSet.Row::usd);
    this.choices = choices;
    this.oracle = Arrays.stream(worths).mapToObj(this::foreseen).toList();
    double[] quality = means(given.filled(OutcomeSet.Row::score));
    double[] cost = means(given.filled(OutcomeSet.Row::usd));
    this.best = extreme(quality, 1);
    this.cheapest = extreme(cost, -1);
    List<Curve.Point> points =
        IntStream.range(0, cost.length)
            .mapToObj(m -> new Curve.Point(cost[m], quality[m]))
            .toList();
    List<Curve.Point> hull = Curve.of(points).hull();
    this.constants =
        IntStream.range(0, cost.length).filter(m -> hull.contains(points.get(m))).toArray();
  }

  private int[] foreseen(double worth) {
    int[] chosen = new int[score.length];
    for (int i = 0; i < chosen.length; i++) {
      double[] utility = new double[score[i].length];
      for (int m = 0; m < utility.length; m++) {
        utility[m] = score[i][m] - worth * usd[i][m];
      }
      chosen[i] = extreme(utility, 1);
    }
    return chosen;
  }

  /** What one model for everything costs and reaches. */
  Curve.Point constant(int model) {
    int[] all = IntStream.range(0, score.length).toArray();
    return new Curve.Point(mean(usd, all, _ -> model), mean(score, all, _ -> model));
  }

  /** The best single model. */
  int best() {
    return best;
  }

  /** The cheapest model. */
  int cheapest() {
    return cheapest;
  }

  /** What a model drawn anew for each row costs and reaches. */
  Curve.Point mixed() {
    double cost = 0;
    double quality = 0;
    int models = score[0].length;
    for (int m = 0; m < models; m++) {
      Curve.Point one = constant(m);
      cost += one.cost() / models;
      quality += one.quality() / models;
    }
    return new Curve.Point(cost, quality);
  }

  /** The figures on all rows, with bounds of {@code resamples} draws with replacement. */
  Bounded bounded(int resamples, long seed) {
    int[] all = IntStream.range(0, score.length).toArray();
    SplittableRandom random = new SplittableRandom(seed);
    List<Figures> drawn = new ArrayList<>();
    for (int i = 0; i < resamples; i++) {
      drawn.add(figures(random.ints(all.length, 0, all.length).toArray()));
    }
    return new Bounded(figures(all), quantile(drawn, 0.05), quantile(drawn, 0.95));
  }

  private static Figures quantile(List<Figures> drawn, double share) {
    return new Figures(
        quantile(drawn.stream().mapToDouble(Figures::naiq).toArray(), share),
        quantile(drawn.stream().mapToDouble(Figures::costOfBest).toArray(), share),
        quantile(drawn.stream().mapToDouble(Figures::top).toArray(), share));
  }

  static double quantile(double[] values, double share) {
    double[] sorted = Arrays.stream(values).filter(v -> !Double.isNaN(v)).sorted().toArray();
    return sorted.length == 0
        ? Double.NaN
        : sorted[(int) Math.min(sorted.length - 1L, Math.round(share * (sorted.length - 1)))];
  }

  private Figures figures(int[] rows) {
    double from = mean(usd, rows, _ -> cheapest);
    double to = mean(usd, rows, _ -> best);
    double single = mean(score, rows, _ -> best);
    Curve curve = curve(choices, rows);
    List<int[]> fixed =
        IntStream.of(constants)
            .mapToObj(
                m -> {
                  int[] chosen = new int[score.length];
                  Arrays.fill(chosen, m);
                  return chosen;
                })
            .toList();
    double constant = curve(fixed, rows).mean(from, to);
    double foresight = curve(oracle, rows).mean(from, to);
    return new Figures(
        (curve.mean(from, to) - constant) / (foresight - constant),
        curve.costOf(single) / to,
        curve.top() / single);
  }

  private Curve curve(List<int[]> chosen, int[] rows) {
    return Curve.of(
        chosen.stream()
            .map(
                each ->
                    new Curve.Point(mean(usd, rows, i -> each[i]), mean(score, rows, i -> each[i])))
            .toList());
  }

  private static double mean(double[][] values, int[] rows, IntUnaryOperator model) {
    double sum = 0;
    for (int i : rows) {
      sum += values[i][model.applyAsInt(i)];
    }
    return sum / rows.length;
  }

  private static double[] means(double[][] values) {
    double[] means = new double[values[0].length];
    for (double[] row : values) {
      for (int m = 0; m < means.length; m++) {
        means[m] += row[m] / values.length;
      }
    }
    return means;
  }

  /** The first of the largest values, or with a sign of -1 of the smallest. */
  private static int extreme(double[] values, int sign) {
    int found = 0;
    for (int i = 1; i < values.length; i++) {
      if (sign * values[i] > sign * values[found]) {
        found = i;
      }
    }
    return found;
  }
}
