package dev.signalbox.analytics.sql;

import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/** One value of a result. */
public sealed interface Cell {
  /** Text, cut at 4,000 characters. */
  record Text(String value) implements Cell {}

  /** A whole number. */
  record Whole(long value) implements Cell {}

  /** A number with a fraction. */
  record Real(double value) implements Cell {}

  /** NULL. */
  record Missing() implements Cell {}

  /** The cell of what a driver gave, which may be {@code null}. */
  static Cell of(@Nullable Object value) {
    return switch (value) {
      case null -> new Missing();
      case BigDecimal number -> ofDecimal(number);
      case Double number -> ofDouble(number);
      case Float number -> ofDouble(number.doubleValue());
      case Number number -> new Whole(number.longValue());
      case Boolean truth -> new Whole(truth ? 1 : 0);
      case byte[] _ -> new Text("(binary)");
      case Object other -> new Text(cut(other.toString()));
    };
  }

  private static Cell ofDecimal(BigDecimal number) {
    BigDecimal plain = number.stripTrailingZeros();
    return plain.scale() <= 0 && plain.precision() <= 18
        ? new Whole(plain.longValueExact())
        : new Real(number.doubleValue());
  }

  /** JSON has no sign for what is no number. */
  private static Cell ofDouble(double number) {
    return Double.isFinite(number) ? new Real(number) : new Text(Double.toString(number));
  }

  private static String cut(String text) {
    if (text.length() <= SqlLimits.CELL_CHARACTERS) {
      return text;
    }
    int end = SqlLimits.CELL_CHARACTERS - 1;
    return text.substring(0, Character.isHighSurrogate(text.charAt(end - 1)) ? end - 1 : end) + "…";
  }

  /** How many characters it takes in an answer, roughly. */
  default int size() {
    return switch (this) {
      case Text(String value) -> value.length();
      case Whole _, Real _ -> 12;
      case Missing _ -> 4;
    };
  }

  /** As text; a missing one is empty. */
  default String toText() {
    return switch (this) {
      case Text(String value) -> value;
      case Whole(long value) -> Long.toString(value);
      case Real(double value) -> BigDecimal.valueOf(value).toPlainString();
      case Missing _ -> "";
    };
  }
}
