package dev.signalbox.signals.intake;

import java.util.Locale;

/** Why a signal is not applied. */
public enum Reason {
  /** No answer is known by that id yet. */
  UNKNOWN_SUBJECT("no answer of that id is known yet; it is kept for 24 hours"),
  /** None came in time. */
  EXPIRED("no answer of that id became known within 24 hours"),
  /** It is about an answer that its sender may not speak of. */
  NOT_ALLOWED("this key may only report on answers to its own requests, or those of its project"),
  /** Nobody answered. */
  NOT_ANSWERED("no model answered there"),
  /** What it wants to take the place of is not there, or is somebody else's. */
  UNKNOWN_SUPERSEDED("`supersedes` must be a signal of this key that holds"),
  /** Too many signals wait for their answers. */
  TOO_MANY_PENDING("too many signals wait for answers that are not known yet"),
  /** It says nothing. */
  SAYS_NOTHING("it says nothing of the answer");

  private final String text;

  Reason(String text) {
    this.text = text;
  }

  /** Its name in answers and tables. */
  public String id() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** A sentence of it. */
  public String text() {
    return text;
  }
}
