package dev.signalbox.gateway.execution;

import java.time.Duration;

/**
 * Bounds on trying again.
 *
 * @param budgetPercent most further calls to a provider, in percent of its requests
 * @param floorPerSecond further calls that are allowed in any case
 * @param backOff wait before the second call of the same deployment; doubled for each further one
 * @param maxBackOff longest wait
 */
public record RetrySettings(
    int budgetPercent, int floorPerSecond, Duration backOff, Duration maxBackOff) {
  /** What is used where nothing is configured. */
  public static final RetrySettings STANDARD =
      new RetrySettings(20, 10, Duration.ofMillis(100), Duration.ofSeconds(2));
}
