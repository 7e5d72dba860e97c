package dev.signalbox.signals.intake;

import java.time.InstantSource;
import java.util.function.LongSupplier;
import java.util.function.LongUnaryOperator;

/**
 * What signals come in with.
 *
 * @param answers what they may be about
 * @param ids the next number of a row; higher than all before
 * @param firstIdAt the lowest number that a row of that time, or a later one, can have
 * @param node number of this process, which its ids tell
 * @param shared whether other processes may write the ledger too
 * @param keptMillis how long signals count, to {@value #STEP_MILLIS} ms; 0 for ever
 */
public record Means(
    Ledger ledger,
    Answers answers,
    Lessons lessons,
    InstantSource clock,
    LongSupplier ids,
    LongUnaryOperator firstIdAt,
    int node,
    boolean shared,
    long keptMillis) {
  /** Signals stop to count together, so that all processes, and one that begins, agree on which. */
  static final long STEP_MILLIS = 600_000;

  long nowMillis() {
    return clock.millis();
  }

  long nextId() {
    return ids.getAsLong();
  }

  /**
   * Rows up to this id count no more at {@code nowMillis}: those that are older than signals are
   * kept, or will be before the step is over.
   */
  long lastGone(long nowMillis) {
    if (keptMillis == 0) {
      return 0;
    }
    long since = stepOf(nowMillis - keptMillis) + STEP_MILLIS;
    return Math.max(0, firstIdAt.applyAsLong(since) - 1);
  }

  /** When the step that {@code millis} lies in began. */
  static long stepOf(long millis) {
    return Math.floorDiv(millis, STEP_MILLIS) * STEP_MILLIS;
  }
}
