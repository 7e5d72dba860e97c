package dev.signalbox.gateway.evaluation;

import java.util.Arrays;
import java.util.EnumMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.IntUnaryOperator;
import java.util.stream.IntStream;

/**
 * A router measured on rows: what it chose for each worth of quality, against the constants and
 * against one that knows every answer beforehand.
 */
final class Measured {
  private static final long SEED = 1;

  private final double[][] score;
  private final double[][] usd;
  private final List<int[]> choices;
  private final List<int[]> oracle;
  private final int best;
  private final int cheapest;
  private final int[] constants;
  private final Bootstrap draws;

  /** A figure of a router. */
  enum Figure {
    /** How much of the way from constants to perfect foresight the area below the curve goes. */
    NAIQ,
    /** The same on a log axis of cost. */
    NAIQ_LOG,
    /** Mean quality from the cheapest model's cost to the best single one's. */
    AIQ,
    /** The same on a log axis of cost. */
    AIQ_LOG,
    /** Dollars for the quality of the best single model, in shares of its own. */
    COST_OF_BEST,
    /** Highest quality, in shares of the best single model's. */
    TOP,
    /** Quality for a tenth of the best single model's cost, in shares of its quality. */
    AT_TENTH,
    /** The same for a quarter of it. */
    AT_QUARTER,
    /** The same for half of it. */
    AT_HALF
  }

  /**
   * A measurement.
   *
   * @param given what the best single model and the constants are picked on
   * @param choices for each worth of quality the model chosen for each row of {@code rows}
   */
  Measured(OutcomeSet given, OutcomeSet rows, double[] worths, List<int[]> choices) {
    this.draws = new Bootstrap(rows.rows().size(), SEED);
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
  Told constant(int model) {
    return told(
        rows -> new Curve.Point(mean(usd, rows, _ -> model), mean(score, rows, _ -> model)));
  }

  /** What a model drawn anew for each row costs and reaches. */
  Told mixed() {
    int models = score[0].length;
    return told(
        rows -> {
          double cost = 0;
          double quality = 0;
          for (int m = 0; m < models; m++) {
            int model = m;
            cost += mean(usd, rows, _ -> model) / models;
            quality += mean(score, rows, _ -> model) / models;
          }
          return new Curve.Point(cost, quality);
        });
  }

  /** Mean dollars and mean quality of one setting. */
  record Told(Bootstrap.Interval cost, Bootstrap.Interval quality) {}

  private Told told(Function<int[], Curve.Point> point) {
    return new Told(
        draws.of(rows -> point.apply(rows).cost()), draws.of(rows -> point.apply(rows).quality()));
  }

  /** The best single model. */
  int best() {
    return best;
  }

  /** The cheapest model. */
  int cheapest() {
    return cheapest;
  }

  /** The figures on all rows, with the bounds of the draws. */
  Map<Figure, Bootstrap.Interval> bounded() {
    IdentityHashMap<int[], Map<Figure, Double>> known = new IdentityHashMap<>();
    Map<Figure, Bootstrap.Interval> bounded = new EnumMap<>(Figure.class);
    for (Figure figure : Figure.values()) {
      bounded.put(
          figure,
          draws.of(
              rows -> known.computeIfAbsent(rows, this::figures).getOrDefault(figure, Double.NaN)));
    }
    return bounded;
  }

  private Map<Figure, Double> figures(int[] rows) {
    double from = mean(usd, rows, _ -> cheapest);
    double to = mean(usd, rows, _ -> best);
    double single = mean(score, rows, _ -> best);
    Curve curve = curve(choices, rows);
    Curve constant = curve(fixed(), rows);
    Curve foresight = curve(oracle, rows);
    Map<Figure, Double> figures = new EnumMap<>(Figure.class);
    figures.put(Figure.AIQ, curve.mean(from, to));
    figures.put(Figure.AIQ_LOG, curve.logMean(from, to));
    figures.put(
        Figure.NAIQ,
        normed(curve.mean(from, to), constant.mean(from, to), foresight.mean(from, to)));
    figures.put(
        Figure.NAIQ_LOG,
        normed(curve.logMean(from, to), constant.logMean(from, to), foresight.logMean(from, to)));
    figures.put(Figure.COST_OF_BEST, curve.costOf(single) / to);
    figures.put(Figure.TOP, curve.top() / single);
    figures.put(Figure.AT_TENTH, curve.had(to / 10) / single);
    figures.put(Figure.AT_QUARTER, curve.had(to / 4) / single);
    figures.put(Figure.AT_HALF, curve.had(to / 2) / single);
    return figures;
  }

  private static double normed(double reached, double constant, double foresight) {
    return (reached - constant) / (foresight - constant);
  }

  /** For each of the constants, itself for every row. */
  private List<int[]> fixed() {
    return IntStream.of(constants)
        .mapToObj(
            m -> {
              int[] chosen = new int[score.length];
              Arrays.fill(chosen, m);
              return chosen;
            })
        .toList();
  }

  private Curve curve(List<int[]> chosen, int[] rows) {
    return Curve.of(points(chosen, rows));
  }

  private List<Curve.Point> points(List<int[]> chosen, int[] rows) {
    return chosen.stream()
        .map(
            each -> new Curve.Point(mean(usd, rows, i -> each[i]), mean(score, rows, i -> each[i])))
        .toList();
  }

  /** The points of three curves, so that other arithmetic can be tried on them. */
  Map<String, List<Curve.Point>> points() {
    int[] all = IntStream.range(0, score.length).toArray();
    return Map.of(
        "router",
        points(choices, all),
        "constants",
        points(fixed(), all),
        "foresight",
        points(oracle, all));
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
