package dev.signalbox.gateway.exchange;

import java.util.function.LongSupplier;

/**
 * What the gateway itself spent on a request, per step, apart from waiting for the provider. Lives
 * on one event loop.
 */
public final class StepTimes {
  private final LongSupplier clockNanos;
  private final long started;
  private final StringBuilder steps = new StringBuilder(96);
  private long stepStarted;
  private long spent;
  private long firstByte = -1;

  /**
   * Starts now.
   *
   * @param clockNanos monotonic, in nanoseconds
   */
  public StepTimes(LongSupplier clockNanos) {
    this.clockNanos = clockNanos;
    this.started = clockNanos.getAsLong();
    this.stepStarted = started;
  }

  /** Notes that the step {@code name} (a header token) took from the last mark until now. */
  public void mark(String name) {
    long now = clockNanos.getAsLong();
    if (!steps.isEmpty()) {
      steps.append(", ");
    }
    steps.append(name).append(";dur=");
    appendMillis(now - stepStarted);
    spent += now - stepStarted;
    stepStarted = now;
  }

  /** Milliseconds with three decimals, rounded; by hand, as a formatter costs more than a step. */
  private void appendMillis(long nanos) {
    long micros = (nanos + 500) / 1_000;
    long decimals = micros % 1_000;
    steps
        .append(micros / 1_000)
        .append(decimals < 10 ? ".00" : decimals < 100 ? ".0" : ".")
        .append(decimals);
  }

  /** Begins the next step now; what passed since the last mark is nobody's. */
  public void resume() {
    stepStarted = clockNanos.getAsLong();
  }

  /** Notes the first byte of the answer; only the first call does. */
  public void firstByte() {
    if (firstByte < 0) {
      firstByte = clockNanos.getAsLong();
    }
  }

  /** Value of the {@code Server-Timing} header; empty text before the first mark. */
  public String serverTiming() {
    return steps.toString();
  }

  /** Sum of all steps, in microseconds. */
  long spentMicros() {
    return spent / 1_000;
  }

  public long totalMillis() {
    return (clockNanos.getAsLong() - started) / 1_000_000;
  }

  /** From the start to the first byte; -1 while there was none. */
  long firstByteMillis() {
    return firstByte < 0 ? -1 : (firstByte - started) / 1_000_000;
  }
}
