package dev.signalbox.engine.price;

import java.util.Locale;

/** How urgently a provider serves a request, where that changes its price. */
public enum ServiceTier {
  STANDARD,
  BATCH,
  FLEX,
  PRIORITY;

  /** Its name in data files and answers. */
  public String id() {
    return name().toLowerCase(Locale.ROOT);
  }
}
