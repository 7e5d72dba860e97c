package dev.signalbox.signals.alert;

import java.util.Locale;

/** What thresholds are set for. */
public enum Metric {
  QUALITY(true),
  ACCEPTANCE(true),
  EDIT_DISTANCE(false),
  PARSE_SUCCESS(true),
  ERROR(false),
  GOVERNANCE_VIOLATION(false);

  private final boolean moreIsBetter;

  Metric(boolean moreIsBetter) {
    this.moreIsBetter = moreIsBetter;
  }

  /** Its name in configuration and answers. */
  public String id() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** Whether values under the threshold are bad, rather than those above. */
  public boolean moreIsBetter() {
    return moreIsBetter;
  }

  Mean of(Figures figures) {
    return switch (this) {
      case QUALITY -> figures.quality();
      case ACCEPTANCE -> figures.acceptance();
      case EDIT_DISTANCE -> figures.editDistance();
      case PARSE_SUCCESS -> figures.parseSuccess();
      case ERROR -> figures.error();
      case GOVERNANCE_VIOLATION -> figures.governanceViolation();
    };
  }

  /** Answers that it is known of. */
  double samplesIn(Figures figures) {
    return this == QUALITY ? figures.effective() : of(figures).weight();
  }

  boolean isBad(double value, double threshold) {
    return moreIsBetter ? value < threshold : value > threshold;
  }
}
