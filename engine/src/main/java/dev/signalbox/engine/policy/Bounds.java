package dev.signalbox.engine.policy;

import java.util.OptionalInt;
import java.util.OptionalLong;

/**
 * What a profile refuses to go beyond; absent bounds do not count.
 *
 * @param costNanos highest estimated cost of a request, in nano-dollars
 * @param firstTokenMillis highest 95th percentile of the time to the first token
 * @param totalMillis highest expected time to the end of the answer
 * @param quality lowest expected quality, in billionths
 */
public record Bounds(
    OptionalLong costNanos,
    OptionalInt firstTokenMillis,
    OptionalInt totalMillis,
    OptionalLong quality) {
  /** No bounds. */
  public static final Bounds NONE =
      new Bounds(
          OptionalLong.empty(), OptionalInt.empty(), OptionalInt.empty(), OptionalLong.empty());
}
