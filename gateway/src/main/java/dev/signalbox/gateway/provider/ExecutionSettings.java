package dev.signalbox.gateway.provider;

import java.time.Duration;
import java.util.OptionalInt;
import java.util.OptionalLong;

/**
 * How much one provider is asked at once, and when it is left alone.
 *
 * @param breaker of each of its deployments
 * @param maxInFlight most calls under way; absent is no bound of its own
 * @param requestsPerMinute most calls begun in a minute; absent is no bound
 * @param tokensPerMinute tokens in a minute above which it is avoided; absent is no bound
 */
public record ExecutionSettings(
    Breaker breaker,
    OptionalInt maxInFlight,
    OptionalInt requestsPerMinute,
    OptionalLong tokensPerMinute) {
  /** What is used where nothing is configured. */
  public static final ExecutionSettings STANDARD =
      new ExecutionSettings(
          Breaker.STANDARD, OptionalInt.empty(), OptionalInt.empty(), OptionalLong.empty());

  /**
   * When a circuit opens and closes.
   *
   * @param failurePercent share of the latest calls that failed from which on it opens
   * @param minCalls calls before that share counts; the latest calls are twice as many
   * @param open time it lets no call pass
   * @param halfOpenCalls calls that pass after that, to see whether it works again
   */
  public record Breaker(int failurePercent, int minCalls, Duration open, int halfOpenCalls) {
    /** Half of at least 10 calls; 30 seconds; 2 probes. */
    public static final Breaker STANDARD = new Breaker(50, 10, Duration.ofSeconds(30), 2);
  }
}
