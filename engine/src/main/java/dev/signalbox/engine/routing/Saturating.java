package dev.signalbox.engine.routing;

/** Sums and differences that stay within the range of a long. */
final class Saturating {
  private Saturating() {}

  static long sum(long a, long b) {
    long sum = a + b;
    return ((a ^ sum) & (b ^ sum)) < 0 ? limit(a) : sum;
  }

  static long difference(long a, long b) {
    long difference = a - b;
    return ((a ^ b) & (a ^ difference)) < 0 ? limit(a) : difference;
  }

  private static long limit(long sign) {
    return sign < 0 ? Long.MIN_VALUE : Long.MAX_VALUE;
  }
}
