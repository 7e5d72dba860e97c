package dev.signalbox.signals.intake;

import java.util.Locale;

/** What became of a signal when it came in. */
public enum State {
  /** It holds until it is revoked or superseded. */
  APPLIED,
  /** The answer that it is about is not known yet. */
  PENDING,
  /** It does not count. */
  REJECTED;

  /** Its name in answers and tables. */
  public String id() {
    return name().toLowerCase(Locale.ROOT);
  }
}
