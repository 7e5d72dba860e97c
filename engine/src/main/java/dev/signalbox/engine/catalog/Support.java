package dev.signalbox.engine.catalog;

import java.util.Locale;

/** Whether a model can do something; not knowing is an answer of its own. */
public enum Support {
  YES,
  NO,
  UNKNOWN;

  /** Its name in data files and answers. */
  public String id() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** Whether it may be tried: yes or not known to fail. */
  public boolean possible() {
    return this != NO;
  }
}
