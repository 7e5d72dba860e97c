package dev.signalbox.signals.replay;

/**
 * A figure and how sure it is.
 *
 * @param low lower end of the interval that holds it in nine of ten cases
 * @param high upper end of it
 */
public record Estimate(double value, double low, double high) {
  /** Nothing else is possible. */
  public static Estimate certain(double value) {
    return new Estimate(value, value, value);
  }

  /** {@code value} with {@code half} to both sides. */
  static Estimate around(double value, double half) {
    return new Estimate(value, value - half, value + half);
  }

  /** The same as far as it is possible: the truth is from {@code least} to {@code most}. */
  Estimate within(double least, double most) {
    return new Estimate(
        Math.clamp(value, least, most),
        Math.clamp(low, least, most),
        Math.clamp(high, least, most));
  }

  /** The same in another unit. */
  public Estimate times(double factor) {
    double a = low * factor;
    double b = high * factor;
    return new Estimate(value * factor, Math.min(a, b), Math.max(a, b));
  }
}
