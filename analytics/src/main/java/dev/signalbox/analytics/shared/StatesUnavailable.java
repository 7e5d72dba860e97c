package dev.signalbox.analytics.shared;

/** Shared states cannot be read or changed; its message says why, without secrets. */
public final class StatesUnavailable extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /** As {@code reason} says, because of {@code cause}. */
  public StatesUnavailable(String reason, Throwable cause) {
    super(reason, cause);
  }
}
