package dev.signalbox.engine.explain;

import dev.signalbox.engine.policy.Trade;
import dev.signalbox.engine.price.Decimals;
import dev.signalbox.engine.price.Dollars;
import java.math.BigDecimal;
import java.math.MathContext;
import java.time.Instant;
import java.util.List;
import java.util.Locale;

/** Figures with their units, in words. */
final class Figures {
  private static final int NANO_DIGITS = 9;
  private static final int POINT_DIGITS = 7;
  private static final MathContext SHORT = new MathContext(3);

  private Figures() {}

  /** Dollars of {@code nanos} nano-dollars, exact. */
  static BigDecimal usd(long nanos) {
    return Dollars.of(nanos);
  }

  /** A fraction of {@code billionths}, exact. */
  static BigDecimal fraction(long billionths) {
    return decimal(billionths, NANO_DIGITS);
  }

  /** {@code units} with so many digits behind the point, exact, without zeros at its end. */
  static BigDecimal decimal(long units, int digits) {
    return Decimals.plain(BigDecimal.valueOf(units, digits));
  }

  /** Dollars per 1,000 requests of {@code nanos} nano-dollars for one, exact. */
  static BigDecimal usdPerThousand(long nanos) {
    return decimal(nanos, NANO_DIGITS - 3);
  }

  /** {@code $0.0031}, exact, and cents at least. */
  static String dollars(long nanos) {
    return "$" + Dollars.text(nanos);
  }

  /** {@code $0.0031}, to three digits. */
  static String shortDollars(long nanos) {
    return "$"
        + Decimals.plain(BigDecimal.valueOf(nanos, NANO_DIGITS).round(SHORT)).toPlainString();
  }

  /** {@code $0.80 per 1,000 requests}, to three digits. */
  static String dollarsPerThousand(long nanos) {
    BigDecimal dollars = BigDecimal.valueOf(nanos, NANO_DIGITS - 3).round(SHORT);
    return "$%s per 1,000 requests"
        .formatted((dollars.scale() < 2 ? dollars.setScale(2) : dollars).toPlainString());
  }

  /** {@code 82.1 points} of {@code billionths}, exact. */
  static String points(long billionths) {
    String value = decimal(billionths, POINT_DIGITS).toPlainString();
    return value + (billionths == Trade.POINT ? " point" : " points");
  }

  /** {@code -18.00} points of {@code billionths}, to two places. */
  static String shortPoints(long billionths) {
    return String.format(Locale.ROOT, "%,.2f", BigDecimal.valueOf(billionths, POINT_DIGITS));
  }

  /** {@code 3,900 ms}. */
  static String millis(long millis) {
    return count(millis) + " ms";
  }

  /** {@code 1,830 tokens}. */
  static String tokens(long tokens) {
    return count(tokens) + (tokens == 1 ? " token" : " tokens");
  }

  /** {@code 1,830}. */
  static String count(long number) {
    return String.format(Locale.ROOT, "%,d", number);
  }

  /** {@code 1st}, {@code 22nd}, {@code 1,003rd}. */
  static String ordinal(long place) {
    long tens = place % 100;
    String ending =
        tens >= 11 && tens <= 13
            ? "th"
            : switch ((int) (place % 10)) {
              case 1 -> "st";
              case 2 -> "nd";
              case 3 -> "rd";
              default -> "th";
            };
    return count(place) + ending;
  }

  /** The moment, in UTC. */
  static String moment(Instant at) {
    return at.toString();
  }

  /** {@code a}, {@code a or b}, {@code a, b or c}. */
  static String oneOf(List<String> words) {
    return words.size() < 2
        ? String.join("", words)
        : String.join(", ", words.subList(0, words.size() - 1)) + " or " + words.getLast();
  }
}
