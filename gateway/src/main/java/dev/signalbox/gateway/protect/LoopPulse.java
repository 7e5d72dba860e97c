package dev.signalbox.gateway.protect;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.LongSupplier;

/**
 * How late one event loop is: it is asked to do something again and again, and the time until it
 * does is its lag. Asked by the watching thread, answered by the loop; what both see is volatile.
 */
final class LoopPulse {
  private final Thread thread;
  private final Executor loop;
  private final LongSupplier nanos;
  private final LagWindow minute = new LagWindow();
  private volatile long askedAt;
  private volatile boolean waiting;
  private volatile long lag;
  private volatile long standing;

  // of the loop
  private long before;
  private long beforeThat;

  // of the watching thread
  private boolean told;

  /**
   * A loop that is not asked yet.
   *
   * @param thread that it runs on
   * @param loop takes what it is to do
   * @param nanos monotonic, in nanoseconds
   */
  LoopPulse(Thread thread, Executor loop, LongSupplier nanos) {
    this.thread = thread;
    this.loop = loop;
    this.nanos = nanos;
  }

  /** A loop that has done nothing of what waits for it for {@code nanos}, and where it is. */
  record Stuck(String name, long nanos, List<StackTraceElement> stack) {}

  /** Asks it, unless it still has to answer; tells once when that takes too long. */
  Optional<Stuck> beat(long stuckNanos) {
    long now = nanos.getAsLong();
    if (!waiting) {
      told = false;
      ask(now);
      return Optional.empty();
    }
    long late = now - askedAt;
    minute.add(now, late);
    if (told || late < stuckNanos) {
      return Optional.empty();
    }
    told = true;
    return Optional.of(new Stuck(thread.getName(), late, List.of(thread.getStackTrace())));
  }

  private void ask(long now) {
    askedAt = now;
    waiting = true;
    try {
      loop.execute(this::answer);
    } catch (RejectedExecutionException _) {
      waiting = false; // it has ended
    }
  }

  private void answer() {
    long now = nanos.getAsLong();
    long late = now - askedAt;
    minute.add(now, late);
    lag = late;
    standing = Math.min(late, Math.min(before, beforeThat));
    beforeThat = before;
    before = late;
    waiting = false;
  }

  /**
   * The least of the last three lags, in nanoseconds: one long piece of work, or a collection, is
   * over when it is seen, but what is always late has too much to do.
   */
  long standingNanos() {
    return standing;
  }

  /** How late it is now, in nanoseconds. */
  long lagNanos() {
    return waiting ? Math.max(lag, nanos.getAsLong() - askedAt) : lag;
  }

  /** How late it was at most in the last minute, in nanoseconds. */
  long longestNanos() {
    return Math.max(lagNanos(), minute.longest(nanos.getAsLong()));
  }

  String name() {
    return thread.getName();
  }

  /** Whether it has not answered for so long. */
  boolean isStuck(long stuckNanos) {
    return waiting && nanos.getAsLong() - askedAt >= stuckNanos;
  }
}
