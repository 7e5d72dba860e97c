package dev.signalbox.analytics.store;

/** A question that was not answered, though nothing is wrong with it: there was no time for it. */
public final class ReadRefused extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final Reason reason;

  /** Why it was not. */
  public enum Reason {
    /** Too many others were being answered. */
    BUSY,
    /** The answer took too long. */
    TOO_SLOW
  }

  ReadRefused(Reason reason, String message) {
    super(message);
    this.reason = reason;
  }

  /** Why it was not answered. */
  public Reason reason() {
    return reason;
  }
}
