package dev.signalbox.engine.state;

import dev.signalbox.engine.policy.Trade;

/**
 * How fast a deployment is expected to answer.
 *
 * @param firstTokenMillis expected time to the first token
 * @param firstTokenP95Millis its 95th percentile
 * @param tokensPerSecond expected output after the first token, at least 1
 * @param samples measured answers behind the figures
 * @param source {@code measured}, or where the prior comes from
 */
public record Latency(
    int firstTokenMillis,
    int firstTokenP95Millis,
    int tokensPerSecond,
    long samples,
    String source) {
  /** What is expected of a model that nothing is known of. */
  public static final Latency ASSUMED = new Latency(1_000, 4_000, 50, 0, "assumed");

  public Latency {
    if (firstTokenMillis < 0 || firstTokenP95Millis < 0 || tokensPerSecond < 1 || samples < 0) {
      throw new IllegalArgumentException("times are not negative, speed is at least 1");
    }
  }

  /** Milliseconds from the request to the end of an answer of {@code outputTokens}; saturates. */
  static long totalMillis(int firstTokenMillis, int tokensPerSecond, long outputTokens) {
    long writing = Trade.scaled(outputTokens, 1_000, tokensPerSecond);
    return Math.min(writing, Long.MAX_VALUE - firstTokenMillis) + firstTokenMillis;
  }
}
