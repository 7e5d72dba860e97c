package dev.signalbox.signals.learning;

import java.util.Locale;

/** How much of what was learnt counts; each has all that those before it have. */
public enum Level {
  /** The cards alone, and what is common to all models. */
  CARD(0),
  /** What was learnt of each model. */
  MODEL(1),
  /** What was learnt of each model at a project's task. */
  TASK(2),
  /** What was learnt of each model at such prompts. */
  CLUSTER(3);

  private final int rank;

  Level(int rank) {
    this.rank = rank;
  }

  /** How many levels come before it. */
  int rank() {
    return rank;
  }

  /** Its name in answers. */
  public String id() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** What it expected. */
  double in(Prediction prediction) {
    return switch (this) {
      case CARD -> prediction.card();
      case MODEL -> prediction.model();
      case TASK -> prediction.task();
      case CLUSTER -> prediction.cluster();
    };
  }
}
