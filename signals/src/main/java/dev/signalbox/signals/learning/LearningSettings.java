package dev.signalbox.signals.learning;

import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;

/**
 * How much is believed of what is said.
 *
 * @param halfLife signals on one cell after which an older one counts half
 * @param trust by who reports
 * @param dailyCap most weight that one key's signals of one UTC day have in one cell
 * @param priors how many signals each level's starting point counts like
 * @param drift when a model is said to have got worse
 */
public record LearningSettings(
    double halfLife, Map<Reporter, Trust> trust, double dailyCap, Priors priors, Drift drift) {
  /** As a gateway has it unless it is told otherwise; argued in docs/signals.md. */
  public static final LearningSettings STANDARD =
      new LearningSettings(200, standardTrust(), 100, Priors.STANDARD, Drift.STANDARD);

  public LearningSettings {
    trust = Map.copyOf(trust);
    for (Reporter reporter : Reporter.values()) {
      if (!trust.containsKey(reporter)) {
        throw new IllegalArgumentException("nothing is said of " + reporter.id());
      }
    }
    if (!(halfLife > 0) || !(dailyCap > 0)) {
      throw new IllegalArgumentException("a half-life and a cap are above 0");
    }
  }

  /** What is believed of {@code reporter}. */
  Trust of(Reporter reporter) {
    return Objects.requireNonNull(trust.get(reporter));
  }

  private static Map<Reporter, Trust> standardTrust() {
    Map<Reporter, Trust> trust = new EnumMap<>(Reporter.class);
    trust.put(Reporter.TEST, new Trust(1, 1, 1));
    trust.put(Reporter.VALIDATOR, new Trust(1, 1, 1));
    trust.put(Reporter.USER, new Trust(0.95, 0.95, 1));
    trust.put(Reporter.JUDGE, new Trust(0.9, 0.9, 0.8));
    trust.put(Reporter.BUSINESS, new Trust(0.9, 0.9, 0.8));
    trust.put(Reporter.GATEWAY, new Trust(1, 1, 0.5));
    return trust;
  }

  /**
   * How right a reporter is.
   *
   * @param sensitivity share of the good answers that it calls good
   * @param specificity share of the bad ones that it calls bad; together more than 1
   * @param weight what one signal of it counts, above 0
   */
  public record Trust(double sensitivity, double specificity, double weight) {
    public Trust {
      if (!(sensitivity >= 0 && sensitivity <= 1) || !(specificity >= 0 && specificity <= 1)) {
        throw new IllegalArgumentException("sensitivity and specificity are 0 to 1");
      }
      if (!(sensitivity + specificity > 1) || !(weight > 0 && weight <= 1)) {
        throw new IllegalArgumentException(
            "sensitivity and specificity together are above 1, a weight is above 0 and at most 1");
      }
    }

    /** What is left of a signal's weight, as it tells less the more often it is wrong. */
    double informing() {
      double told = sensitivity + specificity - 1;
      return weight * told * told;
    }

    /**
     * What {@code value} says of the share of good answers: its mean over many signals is that
     * share, though one alone may lie beyond 0 and 1.
     */
    double unbiased(double value) {
      return (value - (1 - specificity)) / (sensitivity + specificity - 1);
    }
  }

  /**
   * Signals that the starting point of each level counts like: of what is common to a project's
   * task, of a model at that task, of a model at tasks of one family, and of prompts of one
   * cluster; that of a family is so many times the one of the model as a whole, which follows from
   * how unsure its card is.
   */
  public record Priors(double task, double cell, double family, double cluster) {
    /** As measured with bench/routing. */
    public static final Priors STANDARD = new Priors(1, 20, 2, 50);

    public Priors {
      if (!(task > 0) || !(cell > 0) || !(family > 0) || !(cluster > 0)) {
        throw new IllegalArgumentException("a starting point counts like more than no signal");
      }
    }
  }

  /**
   * The one-sided CUSUM over what was expected less what came.
   *
   * @param allowance what is taken off each, so that chance alone does not add up
   * @param threshold sum above which the alarm is given
   * @param least weight of evidence that a model has before it is watched
   * @param discount what earlier evidence counts after an alarm
   */
  public record Drift(double allowance, double threshold, double least, double discount) {
    /** As measured with bench/routing. */
    public static final Drift STANDARD = new Drift(0.16, 6, 30, 0.1);

    public Drift {
      if (!(allowance > 0) || !(threshold > 0) || !(least >= 0)) {
        throw new IllegalArgumentException("an allowance and a threshold are above 0");
      }
      if (!(discount >= 0 && discount <= 1)) {
        throw new IllegalArgumentException("a discount is 0 to 1");
      }
    }
  }
}
