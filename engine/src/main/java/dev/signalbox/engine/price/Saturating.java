package dev.signalbox.engine.price;

import java.math.BigInteger;

/** Arithmetic on numbers from 0 that stops at {@link Long#MAX_VALUE} instead of wrapping round. */
final class Saturating {
  private static final BigInteger MAX = BigInteger.valueOf(Long.MAX_VALUE);

  private Saturating() {}

  static long sum(long a, long b) {
    long sum = a + b;
    return sum < 0 ? Long.MAX_VALUE : sum;
  }

  /** {@code a * b / divisor}, exact, rounded half up. */
  static long scaled(long a, long b, long divisor) {
    if (Math.multiplyHigh(a, b) == 0 && a * b >= 0) {
      long product = a * b;
      long rest = product % divisor;
      return product / divisor + (rest >= divisor - rest ? 1 : 0);
    }
    BigInteger[] parts =
        BigInteger.valueOf(a)
            .multiply(BigInteger.valueOf(b))
            .divideAndRemainder(BigInteger.valueOf(divisor));
    boolean up = parts[1].shiftLeft(1).compareTo(BigInteger.valueOf(divisor)) >= 0;
    return parts[0].add(up ? BigInteger.ONE : BigInteger.ZERO).min(MAX).longValueExact();
  }
}
