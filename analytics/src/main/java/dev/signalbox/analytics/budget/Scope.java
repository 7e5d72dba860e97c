package dev.signalbox.analytics.budget;

import java.util.Locale;

/** What a budget is for. */
public enum Scope {
  /** A caller's key, by its label. */
  KEY,
  PROJECT,
  APP,
  /** Everything together. */
  TOTAL;

  /** Its name in files, records and answers. */
  public String id() {
    return name().toLowerCase(Locale.ROOT);
  }
}
