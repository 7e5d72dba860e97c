package dev.signalbox.engine.price;

import java.math.BigDecimal;

/** Decimals as people and JSON write them. */
public final class Decimals {
  private Decimals() {}

  /** {@code value} without zeros at its end and without an exponent. */
  public static BigDecimal plain(BigDecimal value) {
    BigDecimal shortest = value.stripTrailingZeros();
    return shortest.scale() < 0 ? shortest.setScale(0) : shortest;
  }
}
