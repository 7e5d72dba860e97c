package dev.signalbox.signals.replay;

import java.util.List;

/**
 * The clipped doubly robust value of one policy on a log, and what it is made of.
 *
 * <p>The direct model says what every choice would be worth; the rewards that were told of say how
 * wrong it is for choices like these, weighted by <i>w = min(π ÷ p, {@value #MOST_WEIGHT})</i> and
 * by the chance of being told. That correction is a weighted mean (weights divided by their sum),
 * so that it needs no exact chance of being told and a clipped weight does not shrink it. Requests
 * that chance had a part in are corrected by one such mean. Of the others only choices that were
 * made can be checked: they count by their own outcomes, and what the policy would do otherwise
 * there is left to the direct model, with the deviation that it states.
 */
final class Valuation {
  /**
   * The largest weight of one reward: what an exploration of 10 % among ten gives. A smaller one
   * would count kinds of requests that are explored less than they weigh (at 20, intervals at an
   * exploration of 5 % among three held the truth in 66 of 100 logs); a larger one would let single
   * rewards decide.
   */
  static final double MOST_WEIGHT = 100;

  private static final double LEAST_LEFT = 0.1;
  private static final Belief NOTHING = new Belief(0, 0);

  private final List<Trial> trials;
  private final double[] weights;
  private final double[] influences;
  private final Group explored = new Group();
  private final Group certain = new Group();
  private double expected;
  private double modelDeviation;
  private double untouched;
  private int rewards;

  /** Sums over the requests that chance had a part in, or over the others. */
  private static final class Group {
    private int requests;
    private double mass;
    private double sum;
    private double squares;
    private double residuals;

    private double correction() {
      return sum == 0 ? 0 : residuals / sum;
    }

    private double effectiveSamples() {
      return squares == 0 ? 0 : sum * sum / squares;
    }
  }

  Valuation(List<Trial> trials) {
    this.trials = trials;
    this.weights = new double[trials.size()];
    this.influences = new double[trials.size()];
    for (int i = 0; i < trials.size(); i++) {
      add(i, trials.get(i));
    }
    explored.mass = explored.requests;
    for (int i = 0; i < trials.size(); i++) {
      influences[i] = influence(i);
    }
    addModelDeviation();
  }

  private Group groupOf(Trial trial) {
    return trial.logged().explored() ? explored : certain;
  }

  private void add(int i, Trial trial) {
    Logged logged = trial.logged();
    Group group = groupOf(trial);
    group.requests++;
    group.mass += trial.chanceOfLogged();
    expected += trial.expected();
    if (!logged.explored()) {
      untouched += 1 - trial.chanceOfLogged();
    }
    Belief belief = logged.beliefs().get(logged.target());
    if (logged.reward().isEmpty() || belief == null) {
      return;
    }
    Reward reward = logged.reward().get();
    rewards++;
    double weight =
        Math.min(trial.chanceOfLogged() / logged.propensity(), MOST_WEIGHT) / reward.reporting();
    weights[i] = weight;
    group.sum += weight;
    group.squares += weight * weight;
    group.residuals += weight * (reward.value() - belief.mean());
  }

  /**
   * By how much the request moves the sum of values: its mean is 0. The share that it has in the
   * weighted mean itself is taken out, as the jackknife does, since few large weights would look
   * too sure otherwise.
   */
  private double influence(int i) {
    Trial trial = trials.get(i);
    double direct = trial.expected() - expected / trials.size();
    if (weights[i] == 0) {
      return direct;
    }
    Group group = groupOf(trial);
    double share = weights[i] / group.sum;
    double left = Math.max(LEAST_LEFT, 1 - share);
    return direct + group.mass * share * (residual(trial.logged()) - group.correction()) / left;
  }

  private static double residual(Logged logged) {
    return logged.reward().orElseThrow().value()
        - logged.beliefs().getOrDefault(logged.target(), NOTHING).mean();
  }

  private void addModelDeviation() {
    for (Trial trial : trials) {
      Group group = groupOf(trial);
      boolean alone = !trial.logged().explored() || group.sum == 0;
      if (alone) {
        modelDeviation += trial.unsureElsewhere();
      }
      if (group.sum == 0) {
        Belief own = trial.logged().beliefs().getOrDefault(trial.logged().target(), NOTHING);
        modelDeviation += trial.chanceOfLogged() * own.sd();
      }
    }
  }

  /** The mean value of a request. */
  double value() {
    return (expected + explored.mass * explored.correction() + certain.mass * certain.correction())
        / trials.size();
  }

  /** By how much request {@code i} moves the sum of values, so that the variance is known. */
  double influenceOf(int i) {
    return influences[i];
  }

  /** How unsure the direct model is where nothing else speaks, as a deviation of the mean value. */
  double modelDeviation() {
    return modelDeviation / trials.size();
  }

  /**
   * What is added to the variance because few rewards that are all alike do not prove that others
   * are: as of z² more rewards at half the range (Agresti and Coull, "Approximate is better than
   * exact for interval estimation of binomial proportions", 1998).
   */
  double fewness() {
    return fewness(explored) + fewness(certain);
  }

  private double fewness(Group group) {
    double n = group.effectiveSamples();
    double share = group.mass / trials.size();
    return n == 0 || share == 0
        ? 0
        : share * share * Normal.Z90 * Normal.Z90 / 4 / Math.pow(n + Normal.Z90 * Normal.Z90, 2);
  }

  /** How many rewards the choices rest on. */
  double effectiveSamples() {
    double sum = explored.sum + certain.sum;
    double squares = explored.squares + certain.squares;
    return squares == 0 ? 0 : sum * sum / squares;
  }

  /** Share of the choices that the log could not have made. */
  double unchecked() {
    return untouched / trials.size();
  }

  /** Whether any answer was told of. */
  boolean hasRewards() {
    return rewards > 0;
  }

  /** Whether any request gave chance a part. */
  boolean hasExploration() {
    return explored.requests > 0;
  }
}
