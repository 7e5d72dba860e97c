package dev.signalbox.engine.price;

import java.util.Locale;

/** How far a fact can be trusted, best first. */
public enum Confidence {
  /** The operator says so. */
  STATED,
  /** Two or more independent sources agree within one percent. */
  AGREED,
  /** One public source. */
  SINGLE,
  /** One revision of one file that its project may not have accepted yet. */
  UNREVIEWED,
  /** Follows from a rule, such as that a local model costs nothing. */
  RULE,
  /** Nothing is known. */
  UNKNOWN;

  /** Its name in data files and answers. */
  public String id() {
    return name().toLowerCase(Locale.ROOT);
  }
}
