package dev.signalbox.gateway.protect;

import java.util.Locale;

/** How long a request is taken while there is less and less room; in the order of refusal. */
public enum Priority {
  LOW,
  NORMAL,
  HIGH;

  /** Its name in files and answers. */
  public String id() {
    return name().toLowerCase(Locale.ROOT);
  }
}
