package dev.signalbox.engine.catalog;

/** Whether a model can do something; not knowing is an answer of its own. */
public enum Support {
  YES,
  NO,
  UNKNOWN;

  /** Whether it may be tried: yes or not known to fail. */
  public boolean possible() {
    return this != NO;
  }
}
