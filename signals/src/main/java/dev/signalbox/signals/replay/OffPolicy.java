package dev.signalbox.signals.replay;

import java.util.List;
import java.util.Optional;
import java.util.function.IntToDoubleFunction;
import java.util.function.ToDoubleFunction;

/**
 * Values policies on a log that another policy made.
 *
 * <p>Intervals hold in nine of ten cases: a mean of many independent terms is near normal, its
 * variance is that of the terms (the weighted means linearised), and Student's quantile with the
 * effective sample size stands for the normal one. Resampling gives the same to a few percent, at a
 * thousand times the work and with a seed to agree on. Where only the direct model speaks, its own
 * deviation is added in full, as if all of its errors were one. No figure is beyond what is
 * possible ({@link Belief#least}, {@link Belief#most}): that takes no truth out of an interval.
 */
public final class OffPolicy {
  private OffPolicy() {}

  /** What the direct model alone says: no reward is looked at. */
  public static Estimate direct(List<Trial> trials) {
    requireSome(trials);
    double mean = trials.stream().mapToDouble(Trial::expected).average().orElseThrow();
    double variance = meanSquare(trials.size(), i -> trials.get(i).expected() - mean);
    double unsure =
        trials.stream()
            .mapToDouble(trial -> trial.unsureElsewhere() + unsureOfLogged(trial))
            .average()
            .orElseThrow();
    return Estimate.around(mean, Normal.Z90 * Math.sqrt(variance + unsure * unsure));
  }

  private static double unsureOfLogged(Trial trial) {
    Belief own = trial.logged().beliefs().get(trial.logged().target());
    return own == null ? 0 : trial.chanceOfLogged() * own.sd();
  }

  /**
   * Rewards weighted by <i>π ÷ p</i> and the chance of being told (Horvitz and Thompson): without
   * bias where those are right, and wide.
   */
  public static Estimate inversePropensity(List<Trial> trials) {
    requireSome(trials);
    double[] terms = new double[trials.size()];
    double sum = 0;
    for (int i = 0; i < terms.length; i++) {
      terms[i] = weight(trials.get(i)) * rewardOf(trials.get(i));
      sum += terms[i];
    }
    double mean = sum / terms.length;
    return around(mean, meanSquare(terms.length, i -> terms[i] - mean), trials);
  }

  /** The same divided by the mean weight: a little bias, far less width. */
  public static Estimate selfNormalized(List<Trial> trials) {
    requireSome(trials);
    double weights = 0;
    double sum = 0;
    for (Trial trial : trials) {
      weights += weight(trial);
      sum += weight(trial) * rewardOf(trial);
    }
    if (weights == 0) {
      throw new IllegalArgumentException("no reward tells of what the policy does");
    }
    double mean = sum / weights;
    double scale = trials.size() / weights;
    double variance =
        meanSquare(
            trials.size(), i -> weight(trials.get(i)) * (rewardOf(trials.get(i)) - mean) * scale);
    return around(mean, variance, trials);
  }

  private static double weight(Trial trial) {
    return trial
        .logged()
        .reward()
        .map(reward -> trial.chanceOfLogged() / trial.logged().propensity() / reward.reporting())
        .orElse(0.0);
  }

  private static double rewardOf(Trial trial) {
    return trial.logged().reward().map(Reward::value).orElse(0.0);
  }

  /** How many rewards the policy's choices rest on: (Σw)² ÷ Σw². */
  public static double effectiveSamples(List<Trial> trials) {
    double sum = 0;
    double squares = 0;
    for (Trial trial : trials) {
      double weight = weight(trial);
      sum += weight;
      squares += weight * weight;
    }
    return squares == 0 ? 0 : sum * sum / squares;
  }

  /** The clipped doubly robust value of a request under the policy. */
  public static Judgement doublyRobust(List<Trial> trials) {
    requireSome(trials);
    Valuation valued = new Valuation(trials);
    double unsure = valued.modelDeviation();
    double variance =
        meanSquare(trials.size(), i -> valued.influenceOf(i)) + valued.fewness() + unsure * unsure;
    double samples = valued.effectiveSamples();
    return new Judgement(
        Estimate.around(valued.value(), Normal.student90(samples - 1) * Math.sqrt(variance))
            .within(mean(trials, Trial::least), mean(trials, Trial::most)),
        samples,
        valued.unchecked(),
        refusal(valued, samples));
  }

  /**
   * By how much a request is worth more under the policy after than under the one before, both of
   * which look at the request alone. Requests that both treat alike count as exactly no difference;
   * the effective samples are of the others.
   */
  public static Judgement gain(List<Comparison> comparisons) {
    List<Comparison> moved = comparisons.stream().filter(Comparison::moves).toList();
    if (moved.isEmpty()) {
      return new Judgement(Estimate.certain(0), 0, 0, Optional.empty());
    }
    Judgement perMoved = difference(moved);
    return new Judgement(
        perMoved.estimate().times((double) moved.size() / comparisons.size()),
        perMoved.effectiveSamples(),
        perMoved.unchecked(),
        perMoved.refusal());
  }

  /**
   * The same over all requests, for a policy before that is the log itself ({@link
   * Trial#asLogged}): which requests it treats like the other is chance there.
   */
  public static Judgement difference(List<Comparison> comparisons) {
    requireSome(comparisons);
    Valuation before = new Valuation(comparisons.stream().map(Comparison::before).toList());
    Valuation after = new Valuation(comparisons.stream().map(Comparison::after).toList());
    double unsure = before.modelDeviation() + after.modelDeviation();
    double variance =
        meanSquare(comparisons.size(), i -> after.influenceOf(i) - before.influenceOf(i))
            + before.fewness()
            + after.fewness()
            + unsure * unsure;
    double samples = Math.min(before.effectiveSamples(), after.effectiveSamples());
    return new Judgement(
        Estimate.around(
                after.value() - before.value(), Normal.student90(samples - 1) * Math.sqrt(variance))
            .within(mean(comparisons, Comparison::least), mean(comparisons, Comparison::most)),
        samples,
        after.unchecked(),
        refusal(after, samples).or(() -> refusal(before, samples)));
  }

  private static Optional<Judgement.Refusal> refusal(Valuation valued, double samples) {
    if (!valued.hasRewards()) {
      return Optional.of(Judgement.Refusal.NO_REWARDS);
    }
    if (!valued.hasExploration() && valued.unchecked() > 0) {
      return Optional.of(Judgement.Refusal.NO_EXPLORATION);
    }
    return samples < Judgement.FLOOR
        ? Optional.of(Judgement.Refusal.TOO_FEW_SAMPLES)
        : Optional.empty();
  }

  private static Estimate around(double mean, double variance, List<Trial> trials) {
    double samples = effectiveSamples(trials);
    return Estimate.around(mean, Normal.student90(samples - 1) * Math.sqrt(variance));
  }

  /** The variance of the mean of {@code count} terms whose mean is 0. */
  private static double meanSquare(int count, IntToDoubleFunction term) {
    double sum = 0;
    for (int i = 0; i < count; i++) {
      double each = term.applyAsDouble(i);
      sum += each * each;
    }
    return sum / count / Math.max(1, count - 1);
  }

  private static <T> double mean(List<T> all, ToDoubleFunction<T> of) {
    return all.stream().mapToDouble(of).average().orElseThrow();
  }

  private static void requireSome(List<?> log) {
    if (log.isEmpty()) {
      throw new IllegalArgumentException("there is nothing to judge by");
    }
  }
}
