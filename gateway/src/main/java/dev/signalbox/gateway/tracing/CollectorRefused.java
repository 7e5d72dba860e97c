package dev.signalbox.gateway.tracing;

import java.util.OptionalLong;

/** A collector that takes nothing, and says so. */
final class CollectorRefused extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final int status;
  private final long seconds;

  /**
   * Refused by an answer.
   *
   * @param seconds after which it may be asked again, where it said so
   */
  CollectorRefused(int status, OptionalLong seconds) {
    super("the collector answered with status " + status, null, false, false);
    this.status = status;
    this.seconds = seconds.orElse(-1);
  }

  private CollectorRefused() {
    super("the collector asked to be left alone for a while", null, false, false);
    this.status = 429;
    this.seconds = -1;
  }

  /** Refused by what it said before. */
  static CollectorRefused beforehand() {
    return new CollectorRefused();
  }

  int status() {
    return status;
  }

  OptionalLong seconds() {
    return seconds < 0 ? OptionalLong.empty() : OptionalLong.of(seconds);
  }

  String reason() {
    return String.valueOf(getMessage());
  }
}
