package dev.signalbox.gateway.evaluation;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Two cheap models asked at once, and the best one where they disagree. The sets hold whether
 * answers were right, not what they were: two right ones agree, one right and one wrong do not, and
 * of two wrong ones a share does.
 */
final class Agreement {
  private static final long SEED = 1;

  private final OutcomeSet given;
  private final OutcomeSet measured;
  private final double wrongAgree;

  /**
   * What a pair reaches.
   *
   * @param cost in shares of the best single model's
   * @param quality in shares of the best single model's
   */
  record Reached(
      String first, String second, Bootstrap.Interval cost, Bootstrap.Interval quality) {}

  /**
   * A measurement.
   *
   * @param wrongAgree share of the prompts that two models both answer wrongly on which they agree
   */
  Agreement(OutcomeSet given, OutcomeSet measured, double wrongAgree) {
    this.given = given;
    this.measured = measured;
    this.wrongAgree = wrongAgree;
  }

  /** The pair that is picked on what is given: the cheapest that reaches the best single model. */
  Reached best(int single) {
    List<int[]> pairs = new ArrayList<>();
    for (int a = 0; a < given.models().size(); a++) {
      for (int b = a + 1; b < given.models().size(); b++) {
        pairs.add(new int[] {a, b});
      }
    }
    int[] best = {single, single};
    double least = Double.MAX_VALUE;
    for (int[] pair : pairs) {
      Pair reached = new Pair(given, pair, single);
      int[] all = IntStream.range(0, given.rows().size()).toArray();
      if (reached.quality(all) >= 1 && reached.cost(all) < least) {
        best = pair;
        least = reached.cost(all);
      }
    }
    Pair picked = new Pair(measured, best, single);
    Bootstrap draws = new Bootstrap(measured.rows().size(), SEED);
    return new Reached(
        measured.models().get(best[0]).model(),
        measured.models().get(best[1]).model(),
        draws.of(picked::cost),
        draws.of(picked::quality));
  }

  /** What a pair and the best single model behind it come to, row by row. */
  private final class Pair {
    private final double[] cost;
    private final double[] quality;
    private final double[] costAlone;
    private final double[] qualityAlone;

    Pair(OutcomeSet set, int[] pair, int single) {
      double[][] score = set.filled(OutcomeSet.Row::score);
      double[][] usd = set.filled(OutcomeSet.Row::usd);
      cost = new double[score.length];
      quality = new double[score.length];
      costAlone = new double[score.length];
      qualityAlone = new double[score.length];
      for (int i = 0; i < score.length; i++) {
        double a = score[i][pair[0]];
        double b = score[i][pair[1]];
        double agree = a * b + (1 - a) * (1 - b) * wrongAgree;
        cost[i] = usd[i][pair[0]] + usd[i][pair[1]] + (1 - agree) * usd[i][single];
        quality[i] = a * b + (1 - agree) * score[i][single];
        qualityAlone[i] = score[i][single];
        costAlone[i] = usd[i][single];
      }
    }

    double cost(int[] rows) {
      return sum(cost, rows) / sum(costAlone, rows);
    }

    double quality(int[] rows) {
      return sum(quality, rows) / sum(qualityAlone, rows);
    }

    private static double sum(double[] values, int[] rows) {
      return IntStream.of(rows).mapToDouble(i -> values[i]).sum();
    }
  }
}
