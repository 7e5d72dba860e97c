package dev.signalbox.gateway.evaluation;

import java.util.ArrayList;
import java.util.List;

/**
 * Two cheap models asked at once, and the best one where they disagree. The sets hold whether
 * answers were right, not what they were: two right ones agree, one right and one wrong do not, and
 * of two wrong ones a share does.
 */
final class Agreement {
  private final OutcomeSet given;
  private final OutcomeSet measured;
  private final double wrongAgree;

  /**
   * What a pair reaches.
   *
   * @param cost in shares of the best single model's
   * @param quality in shares of the best single model's
   */
  record Reached(String first, String second, double cost, double quality) {}

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
      Reached reached = reached(given, pair, single);
      if (reached.quality() >= 1 && reached.cost() < least) {
        best = pair;
        least = reached.cost();
      }
    }
    return reached(measured, best, single);
  }

  private Reached reached(OutcomeSet set, int[] pair, int single) {
    double[][] score = set.filled(OutcomeSet.Row::score);
    double[][] usd = set.filled(OutcomeSet.Row::usd);
    double cost = 0;
    double quality = 0;
    double alone = 0;
    double aloneCost = 0;
    for (int i = 0; i < score.length; i++) {
      double a = score[i][pair[0]];
      double b = score[i][pair[1]];
      double agree = a * b + (1 - a) * (1 - b) * wrongAgree;
      cost += usd[i][pair[0]] + usd[i][pair[1]] + (1 - agree) * usd[i][single];
      quality += a * b + (1 - agree) * score[i][single];
      alone += score[i][single];
      aloneCost += usd[i][single];
    }
    return new Reached(
        set.models().get(pair[0]).model(),
        set.models().get(pair[1]).model(),
        cost / aloneCost,
        quality / alone);
  }
}
