package dev.signalbox.analytics.access;

/** A change that does not fit what is stored. */
public final class ChangeRefused extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final Why why;

  /** Why it does not fit. */
  public enum Why {
    /** There is one of that name already. */
    EXISTS,
    /** There is none of that name. */
    UNKNOWN
  }

  ChangeRefused(Why why) {
    super(why.name(), null, false, false);
    this.why = why;
  }

  public Why why() {
    return why;
  }
}
