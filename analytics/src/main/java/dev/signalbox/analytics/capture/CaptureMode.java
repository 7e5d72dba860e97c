package dev.signalbox.analytics.capture;

import java.util.Locale;

/** Of which requests prompts and answers are kept. */
public enum CaptureMode {
  OFF,
  /** Those that were not answered. */
  ERRORS,
  /** A share of all. */
  SAMPLE,
  ALL;

  /** Its name in files. */
  public String id() {
    return name().toLowerCase(Locale.ROOT);
  }
}
