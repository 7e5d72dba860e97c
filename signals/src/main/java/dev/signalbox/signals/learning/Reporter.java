package dev.signalbox.signals.learning;

import java.util.Locale;

/** Who says how good an answer was: {@code source} of a signal. */
public enum Reporter {
  /** A person who read the answer. */
  USER,
  /** A program that checked its form. */
  VALIDATOR,
  /** A program that tried what was written. */
  TEST,
  /** A model that judged it. */
  JUDGE,
  /** What came of it later. */
  BUSINESS,
  /** This gateway, of what it saw itself; never praise. */
  GATEWAY;

  /** Its name in requests and answers. */
  public String id() {
    return name().toLowerCase(Locale.ROOT);
  }
}
