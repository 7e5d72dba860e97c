package dev.signalbox.gateway.protect;

/** What something fails with that is not asked, as it did not answer before. */
public final class LeftAlone extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final long seconds;

  LeftAlone(String name, long seconds) {
    super(name + " is left alone, as it failed or was slow too often", null, false, false);
    this.seconds = seconds;
  }

  /** When it is asked again at the earliest, at least 1. */
  public long seconds() {
    return seconds;
  }
}
