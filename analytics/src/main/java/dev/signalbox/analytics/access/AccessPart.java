package dev.signalbox.analytics.access;

import java.util.Locale;

/** What is stored of access and read anew when it has changed. */
public enum AccessPart {
  KEYS,
  PEOPLE;

  /** Its name in the table of versions. */
  String id() {
    return name().toLowerCase(Locale.ROOT);
  }
}
