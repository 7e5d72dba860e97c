package dev.signalbox.analytics.budget;

/** Sums of nano-dollars, which are never negative and never overflow. */
final class Nanos {
  private Nanos() {}

  static long sum(long a, long b) {
    long sum = a + b;
    return sum < 0 ? Long.MAX_VALUE : sum;
  }

  /** What is left of {@code a} without {@code b}; at least 0. */
  static long less(long a, long b) {
    return Math.max(0, a - b);
  }
}
