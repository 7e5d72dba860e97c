package dev.signalbox.gateway.execution;

import java.util.random.RandomGenerator;

/**
 * The wait before the same deployment is called again: exponential, with full jitter (<a
 * href="https://aws.amazon.com/builders-library/timeouts-retries-and-backoff-with-jitter/">Amazon
 * Builders' Library</a>, read 2026-11).
 *
 * @param random source of the jitter; safe for use by several threads if they share this
 */
public record BackOff(RetrySettings settings, RandomGenerator random) {
  private static final int MOST_DOUBLINGS = 20;

  /**
   * Milliseconds to wait, from 0.
   *
   * @param retry 0 before the first further call
   */
  public long millis(int retry) {
    long longest =
        Math.min(
            settings.maxBackOff().toMillis(),
            settings.backOff().toMillis() << Math.min(retry, MOST_DOUBLINGS));
    return random.nextLong(longest + 1);
  }
}
