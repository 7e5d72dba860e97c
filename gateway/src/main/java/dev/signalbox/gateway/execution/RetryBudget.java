package dev.signalbox.gateway.execution;

import java.util.function.LongSupplier;

/**
 * How many further calls one provider may get beside the first ones of requests: a share of the
 * requests of the last ten seconds, or a fixed rate where that is more (after <a
 * href="https://linkerd.io/2/features/retries-and-timeouts/">linkerd's retry budgets</a>, read
 * 2026-11). Guarded by its own monitor, held for a few instructions.
 */
public final class RetryBudget {
  private static final int SECONDS = 10;

  private final RetrySettings settings;
  private final LongSupplier clockMillis;
  private final long[] requests = new long[SECONDS];
  private final long[] retries = new long[SECONDS];
  private long second;

  /**
   * An unused budget.
   *
   * @param clockMillis monotonic
   */
  RetryBudget(RetrySettings settings, LongSupplier clockMillis) {
    this.settings = settings;
    this.clockMillis = clockMillis;
    this.second = clockMillis.getAsLong() / 1_000;
  }

  /** Notes the first call of a request. */
  public synchronized void request() {
    requests[slot()]++;
  }

  /** Takes one further call; whether it may be made. */
  public synchronized boolean tryRetry() {
    int slot = slot();
    long allowed =
        Math.max(
            sum(requests) * settings.budgetPercent() / 100,
            (long) settings.floorPerSecond() * SECONDS);
    if (sum(retries) >= allowed) {
      return false;
    }
    retries[slot]++;
    return true;
  }

  /** The place of this second, after those that have gone by were emptied. */
  private int slot() {
    long now = clockMillis.getAsLong() / 1_000;
    for (long each = Math.max(second + 1, now - SECONDS + 1); each <= now; each++) {
      requests[(int) Math.floorMod(each, (long) SECONDS)] = 0;
      retries[(int) Math.floorMod(each, (long) SECONDS)] = 0;
    }
    second = Math.max(second, now);
    return (int) Math.floorMod(second, (long) SECONDS);
  }

  private static long sum(long[] slots) {
    long sum = 0;
    for (long slot : slots) {
      sum += slot;
    }
    return sum;
  }
}
