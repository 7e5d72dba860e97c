package dev.signalbox.signals.alert;

import java.util.OptionalDouble;

/**
 * A mean in the making.
 *
 * @param sum of weight times value
 * @param weight of all
 */
public record Mean(double sum, double weight) {
  /** Of nothing. */
  public static final Mean NONE = new Mean(0, 0);

  /** With one more. */
  public Mean plus(double value, double weighing) {
    return new Mean(sum + weighing * value, weight + weighing);
  }

  Mean plus(OptionalDouble value, double weighing) {
    return value.isPresent() ? plus(value.getAsDouble(), weighing) : this;
  }

  /** Empty when it is of nothing. */
  public OptionalDouble value() {
    return weight > 0 ? OptionalDouble.of(sum / weight) : OptionalDouble.empty();
  }
}
