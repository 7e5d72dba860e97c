package dev.signalbox.engine.routing;

import dev.signalbox.engine.naming.Target;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What the five layers found of a deployment that passed all of them. */
record Weighed(
    Score.Policy policy, Score.Fit fit, Score.Price price, Score.Time time, Score.Worth worth) {
  Target target() {
    return worth.target();
  }

  /** Utility, in billionths. */
  long utility() {
    long sum = Saturating.sum(policy.term(), fit.term());
    sum = Saturating.sum(sum, price.term());
    sum = Saturating.sum(sum, time.term());
    return Saturating.sum(sum, worth.term());
  }

  /** Whether utility decides between the two. */
  boolean competesWith(Weighed other) {
    return policy.rank() == other.policy.rank() && fit.setbacks() == other.fit.setbacks();
  }

  /** Those of {@code decision}, in the order they came. */
  static Map<Target, Weighed> all(Decision decision) {
    Map<Target, List<Score>> scores = new LinkedHashMap<>();
    decision
        .layers()
        .getLast()
        .scored()
        .forEach(score -> scores.put(score.target(), new ArrayList<>()));
    for (LayerRecord layer : decision.layers()) {
      for (Score score : layer.scored()) {
        scores.computeIfPresent(score.target(), (_, found) -> with(found, score));
      }
    }
    Map<Target, Weighed> all = new LinkedHashMap<>();
    scores.forEach((target, found) -> all.put(target, of(found)));
    return all;
  }

  private static List<Score> with(List<Score> found, Score score) {
    found.add(score);
    return found;
  }

  /** Of the scores of the five layers, one of each in their order. */
  private static Weighed of(List<Score> scores) {
    return new Weighed(
        (Score.Policy) scores.get(0),
        (Score.Fit) scores.get(1),
        (Score.Price) scores.get(2),
        (Score.Time) scores.get(3),
        (Score.Worth) scores.get(4));
  }
}
