package dev.signalbox.gateway.metrics;

import io.micrometer.core.instrument.Clock;

/**
 * The time of day as it was when somebody looked. Everything that measures asks for it twice, to
 * know when the largest figure of a minute is too old, and reading it costs more than measuring.
 */
final class CoarseClock implements Clock {
  private static final long STEP_MILLIS = 100;

  private volatile long millis = SYSTEM.wallTime();

  /** Looks at the time. */
  void look() {
    long now = SYSTEM.wallTime();
    if (now - millis >= STEP_MILLIS || now < millis) {
      millis = now;
    }
  }

  @Override
  public long wallTime() {
    return millis;
  }

  @Override
  public long monotonicTime() {
    return SYSTEM.monotonicTime();
  }
}
