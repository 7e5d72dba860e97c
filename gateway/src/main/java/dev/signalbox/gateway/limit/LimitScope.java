package dev.signalbox.gateway.limit;

import java.util.Locale;

/** What a limit is for. */
public enum LimitScope {
  /** A caller's key, by its label. */
  KEY,
  PROJECT,
  SOURCE,
  APP,
  /** A deployment: {@code provider/model}. */
  MODEL,
  /** Everything together. */
  TOTAL;

  /** Its name in files and answers. */
  public String id() {
    return name().toLowerCase(Locale.ROOT);
  }
}
