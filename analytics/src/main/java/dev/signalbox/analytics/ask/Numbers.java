package dev.signalbox.analytics.ask;

import java.math.BigDecimal;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Numbers as people write them. */
final class Numbers {
  private static final Pattern WRITTEN =
      Pattern.compile("([$€]?)(\\d{1,3}(?:,\\d{3})+|\\d{1,12})(\\.\\d{1,9})?([a-z%$]*)");

  private static final List<String> WORDS =
      List.of("zero one two three four five six seven eight nine ten eleven twelve".split(" ", -1));

  private Numbers() {}

  /**
   * A number and what stands right after it.
   *
   * @param unit such as {@code ms}, {@code k}, {@code %} or {@code $}; empty text for none
   */
  record Written(BigDecimal number, String unit) {
    boolean isPlain() {
      return unit.isEmpty();
    }
  }

  /** What {@code word} says, if it is a number. */
  static Optional<Written> of(String word) {
    int place = WORDS.indexOf(word);
    if (place >= 0) {
      return Optional.of(new Written(BigDecimal.valueOf(place), ""));
    }
    Matcher matcher = WRITTEN.matcher(word.toLowerCase(Locale.ROOT));
    if (!matcher.matches()) {
      return Optional.empty();
    }
    String fraction = matcher.group(3);
    BigDecimal number =
        new BigDecimal(matcher.group(2).replace(",", "") + (fraction == null ? "" : fraction));
    String unit = matcher.group(1).isEmpty() ? String.valueOf(matcher.group(4)) : "$";
    return switch (unit) {
      case "k" -> Optional.of(new Written(number.multiply(BigDecimal.valueOf(1_000)), ""));
      case "m", "mio" ->
          Optional.of(new Written(number.multiply(BigDecimal.valueOf(1_000_000)), ""));
      default -> Optional.of(new Written(number, unit));
    };
  }

  /** A whole number from 1 to {@code most} without a unit. */
  static Optional<Integer> count(String word, int most) {
    return of(word)
        .filter(Written::isPlain)
        .map(Written::number)
        .filter(number -> number.signum() > 0 && number.compareTo(BigDecimal.valueOf(most)) <= 0)
        .filter(number -> number.stripTrailingZeros().scale() <= 0)
        .map(BigDecimal::intValueExact);
  }
}
