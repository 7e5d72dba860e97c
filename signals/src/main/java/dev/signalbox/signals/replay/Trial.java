package dev.signalbox.signals.replay;

import dev.signalbox.engine.naming.Target;
import java.util.Map;

/**
 * A logged request and what a policy that is judged would have done with it.
 *
 * @param chances with which probability it chooses each deployment, adding up to 1; every one has a
 *     belief
 */
public record Trial(Logged logged, Map<Target, Double> chances) {
  private static final double ROUNDING = 1e-6;

  public Trial {
    chances = Map.copyOf(chances);
    double sum = 0;
    for (Map.Entry<Target, Double> chance : chances.entrySet()) {
      if (!(chance.getValue() >= 0) || !logged.beliefs().containsKey(chance.getKey())) {
        throw new IllegalArgumentException("a choice has a chance and a belief");
      }
      sum += chance.getValue();
    }
    if (Math.abs(sum - 1) > ROUNDING) {
      throw new IllegalArgumentException("chances add up to 1");
    }
  }

  /** One that certainly chooses {@code target}. */
  public static Trial of(Logged logged, Target target) {
    return new Trial(logged, Map.of(target, 1.0));
  }

  /**
   * What was done, by the policy that did it: its own outcome, whatever chance had a part in it.
   */
  public static Trial asLogged(Logged logged) {
    return of(new Logged(logged.target(), 1, logged.reward(), logged.beliefs()), logged.target());
  }

  /** The chance of what was done. */
  double chanceOfLogged() {
    return chances.getOrDefault(logged.target(), 0.0);
  }

  /** What the direct model expects of the policy here. */
  double expected() {
    double sum = 0;
    for (Map.Entry<Target, Double> chance : chances.entrySet()) {
      sum += chance.getValue() * belief(chance.getKey()).mean();
    }
    return sum;
  }

  /** The least that the policy can be worth here. */
  double least() {
    double sum = 0;
    for (Map.Entry<Target, Double> chance : chances.entrySet()) {
      sum += chance.getValue() * belief(chance.getKey()).least();
    }
    return sum;
  }

  /** The most that it can be worth. */
  double most() {
    double sum = 0;
    for (Map.Entry<Target, Double> chance : chances.entrySet()) {
      sum += chance.getValue() * belief(chance.getKey()).most();
    }
    return sum;
  }

  /** How unsure the direct model is of what the policy does otherwise than the log. */
  double unsureElsewhere() {
    double sum = 0;
    for (Map.Entry<Target, Double> chance : chances.entrySet()) {
      if (!chance.getKey().equals(logged.target())) {
        sum += chance.getValue() * belief(chance.getKey()).sd();
      }
    }
    return sum;
  }

  private Belief belief(Target target) {
    Belief belief = logged.beliefs().get(target);
    if (belief == null) {
      throw new IllegalStateException("checked when it was made");
    }
    return belief;
  }
}
