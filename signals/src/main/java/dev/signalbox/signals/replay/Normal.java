package dev.signalbox.signals.replay;

/** Quantiles for intervals that hold the truth in nine of ten cases. */
final class Normal {
  /** Of the normal distribution, 5 % above it. */
  static final double Z90 = 1.6448536269514722;

  private static final double LEAST_DEGREES = 3;

  private Normal() {}

  /**
   * Of Student's distribution with {@code degrees} of freedom, which a variance from that many
   * samples calls for: the first two terms of its expansion in the normal one (Abramowitz and
   * Stegun, 26.7.5), right to 1 % from four degrees on.
   */
  static double student90(double degrees) {
    double n = Math.max(LEAST_DEGREES, degrees);
    double cube = Z90 * Z90 * Z90;
    double first = (cube + Z90) / 4;
    double second = (5 * cube * Z90 * Z90 + 16 * cube + 3 * Z90) / 96;
    return Z90 + first / n + second / (n * n);
  }
}
