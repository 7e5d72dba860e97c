package dev.signalbox.engine.catalog;

import java.util.Locale;

/** What a request asks for, as far as models differ in it. */
public enum TaskFamily {
  GENERAL,
  CODE,
  EXTRACT,
  CHAT,
  MATH,
  LONG_CONTEXT;

  /** Its name in configuration and answers. */
  public String id() {
    return name().toLowerCase(Locale.ROOT);
  }
}
