package dev.signalbox.analytics.query;

import dev.signalbox.analytics.rollup.Grain;

/**
 * A stretch of time in milliseconds since 1970.
 *
 * @param from its first millisecond, not negative
 * @param until the first millisecond after it
 */
public record Span(long from, long until) {
  /** The year 10000. */
  private static final long FOREVER = 253_402_300_800_000L;

  /** All of time. */
  public static final Span ALL = new Span(0, FOREVER);

  public Span {
    if (from < 0 || until < from || until > FOREVER) {
      throw new IllegalArgumentException("a span goes forward from 1970, to 9999 at most");
    }
  }

  /** Whether it has a beginning and is not simply everything up to its end. */
  public boolean begins() {
    return from > 0;
  }

  /** The smallest span of whole {@code grain}s around it. */
  public Span outTo(Grain grain) {
    return new Span(grain.startOf(from), endIn(grain, until));
  }

  /** What of whole {@code grain}s lies within; an empty span at its end when nothing does. */
  public Span inTo(Grain grain) {
    long first = endIn(grain, from);
    long last = grain.startOf(until);
    return first < last ? new Span(first, last) : new Span(until, until);
  }

  /** Its length in milliseconds. */
  public long millis() {
    return until - from;
  }

  private static long endIn(Grain grain, long at) {
    return Math.min(FOREVER, grain.startOf(at + grain.millis() - 1));
  }
}
