package dev.signalbox.signals.intake;

import java.util.Locale;

/** What somebody did with an answer. */
public enum Outcome {
  /** Took it as it was. */
  ACCEPTED(1),
  /** Took it, but changed it. */
  EDITED(0.5),
  /** Did not take it. */
  REJECTED(0);

  private final double value;

  Outcome(double value) {
    this.value = value;
  }

  /** How good that makes the answer, from 0 to 1, where nothing else is said. */
  double value() {
    return value;
  }

  /** Its name in requests and answers. */
  public String id() {
    return name().toLowerCase(Locale.ROOT);
  }
}
