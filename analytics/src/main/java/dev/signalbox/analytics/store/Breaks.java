package dev.signalbox.analytics.store;

import java.util.function.IntSupplier;
import org.jooq.SQLDialect;

/**
 * The breaks of the writer, in which others have the processor: on a machine with few cores a
 * request would wait for a whole batch otherwise, as the system lets a busy thread have its core
 * for milliseconds. The more facts wait, the rarer they are: a writer that always gives way would
 * never be done where there is always something to give way to. Lives on the writer's thread.
 */
final class Breaks {
  /** A break comes once a sixteenth of as many rows is written as there are facts that wait. */
  private static final int SHARE = 16;

  private final IntSupplier waiting;
  private final int fewest;
  private int steps;
  private int due;

  /**
   * Breaks of a writer to {@code dialect}.
   *
   * @param waiting how many facts wait, asked after each break
   */
  Breaks(SQLDialect dialect, IntSupplier waiting) {
    this.waiting = waiting;
    // SQLite works on this thread, a row in some 10 µs; a server is sent many rows at a time
    this.fewest = dialect == SQLDialect.SQLITE ? 4 : 64;
    this.due = fewest;
  }

  /** Counts a step of the work, a row or a fact; whether it is time for a break. */
  boolean isDueAfterStep() {
    steps++;
    return steps >= due;
  }

  /** Counts a step after which a break may come at once. */
  void step() {
    if (isDueAfterStep()) {
      take();
    }
  }

  /** Gives way to whoever waits for the processor. */
  @SuppressWarnings("ThreadPriorityCheck") // a hint to the system is all it is
  void take() {
    Thread.yield();
    steps = 0;
    due = Math.max(fewest, waiting.getAsInt() / SHARE);
  }
}
