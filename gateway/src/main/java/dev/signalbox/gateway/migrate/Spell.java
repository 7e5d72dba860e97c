package dev.signalbox.gateway.migrate;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * How long a budget of a source holds, as a day or a month of ours.
 *
 * @param days how many days it holds
 */
record Spell(BigDecimal days) {
  private static final BigDecimal MONTH = BigDecimal.valueOf(30);
  private static final Pattern LENGTH = Pattern.compile("([0-9]{1,6})\\s*(mo|[smhdw])");

  /** The time that is written such as {@code 30d}; a month where nothing is. */
  static Spell of(Optional<Value> written) {
    return written.map(Spell::of).orElseGet(() -> new Spell(MONTH));
  }

  private static Spell of(Value written) {
    Matcher matcher = LENGTH.matcher(written.text().strip());
    if (!matcher.matches()) {
      throw written.wrong("a time such as `30d`, `12h` or `1mo`");
    }
    BigDecimal count = new BigDecimal(matcher.group(1)).max(BigDecimal.ONE);
    return new Spell(
        switch (matcher.group(2)) {
          case "s" -> divided(count, 86_400);
          case "m" -> divided(count, 1_440);
          case "h" -> divided(count, 24);
          case "w" -> count.multiply(BigDecimal.valueOf(7));
          case "mo" -> count.multiply(MONTH);
          default -> count;
        });
  }

  private static BigDecimal divided(BigDecimal count, long parts) {
    return count.divide(BigDecimal.valueOf(parts), 10, RoundingMode.HALF_UP);
  }

  private boolean isMonth() {
    return days.compareTo(BigDecimal.valueOf(28)) >= 0;
  }

  /** The period of ours. */
  String period() {
    return isMonth() ? "month" : "day";
  }

  /** Whether it is just a day or a month. */
  boolean exact() {
    return days.compareTo(BigDecimal.ONE) == 0
        || (isMonth() && days.compareTo(BigDecimal.valueOf(31)) <= 0);
  }

  /** What may be spent in a period of ours, so that in the whole time it is no more. */
  BigDecimal limit(BigDecimal dollars) {
    if (exact()) {
      return dollars;
    }
    BigDecimal ours = isMonth() ? MONTH : BigDecimal.ONE;
    BigDecimal share = dollars.multiply(ours).divide(days, 2, RoundingMode.DOWN);
    return share.min(dollars).stripTrailingZeros();
  }
}
