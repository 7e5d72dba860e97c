package dev.signalbox.engine.price;

import java.math.BigDecimal;

/** Nano-dollars as dollars, exact. */
public final class Dollars {
  private static final int NANO_DIGITS = 9;
  private static final int CENT_DIGITS = 2;

  private Dollars() {}

  /** {@code nanos} nano-dollars, without zeros at the end. */
  public static BigDecimal of(long nanos) {
    return Decimals.plain(BigDecimal.valueOf(nanos, NANO_DIGITS));
  }

  /** As people write them, such as {@code 0.40}: no exponent, and cents at least. */
  public static String text(long nanos) {
    BigDecimal exact = of(nanos);
    return (exact.scale() < CENT_DIGITS ? exact.setScale(CENT_DIGITS) : exact).toPlainString();
  }
}
