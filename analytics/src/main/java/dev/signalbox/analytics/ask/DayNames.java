package dev.signalbox.analytics.ask;

import java.time.DateTimeException;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.Month;
import java.time.Period;
import java.time.YearMonth;
import java.time.ZonedDateTime;
import java.time.format.TextStyle;
import java.time.temporal.TemporalAdjusters;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Days, months and times of day as people write them. */
final class DayNames {
  private static final Pattern ISO_DAY = Pattern.compile("(\\d{4})-(\\d{2})-(\\d{2})");
  private static final Pattern ISO_MONTH = Pattern.compile("(20\\d{2})-(\\d{2})");
  private static final Pattern YEAR = Pattern.compile("20\\d{2}");
  private static final Pattern DAY_OF_MONTH = Pattern.compile("(\\d{1,2})(?:st|nd|rd|th)?");
  private static final Pattern TIME_OF_DAY = Pattern.compile("([01]?\\d|2[0-3]):([0-5]\\d)");

  private final ZonedDateTime now;

  DayNames(ZonedDateTime now) {
    this.now = now;
  }

  /**
   * A day, a month or the like that was named.
   *
   * @param words how many words name it
   * @param end first moment after it
   * @param step what it is long
   */
  record Named(int words, ZonedDateTime start, ZonedDateTime end, Period step, String title) {}

  LocalDate today() {
    return now.toLocalDate();
  }

  ZonedDateTime startOf(LocalDate day) {
    return day.atStartOfDay(now.getZone());
  }

  /** What is named from word {@code at} on. */
  Optional<Named> named(List<Word> words, int at) {
    String word = text(words, at);
    String next = text(words, at + 1);
    return switch (word) {
      case "" -> Optional.empty();
      case "today" -> Optional.of(day(1, today(), "today"));
      case "yesterday" -> Optional.of(day(1, today().minusDays(1), "yesterday"));
      case "midnight" -> Optional.of(day(1, today(), "today"));
      default ->
          iso(word)
              .or(() -> timeOfDay(word))
              .or(() -> weekday(word))
              .or(() -> monthAndDay(words, at))
              .or(() -> dayAndMonth(words, at, next));
    };
  }

  private Optional<Named> iso(String word) {
    Matcher day = ISO_DAY.matcher(word);
    Matcher month = ISO_MONTH.matcher(word);
    try {
      if (day.matches()) {
        return Optional.of(day(1, LocalDate.parse(word), word));
      }
      if (month.matches()) {
        return Optional.of(month(1, YearMonth.parse(word)));
      }
    } catch (DateTimeException e) {
      return Optional.empty();
    }
    if (YEAR.matcher(word).matches()) {
      LocalDate first = LocalDate.of(Integer.parseInt(word), 1, 1);
      return Optional.of(
          new Named(
              1,
              startOf(first),
              startOf(first.plusYears(1)),
              Period.ofYears(1),
              "the year " + word));
    }
    return Optional.empty();
  }

  private Optional<Named> timeOfDay(String word) {
    Matcher time = TIME_OF_DAY.matcher(word);
    if (!time.matches()) {
      return Optional.empty();
    }
    ZonedDateTime start =
        startOf(today())
            .withHour(Integer.parseInt(time.group(1)))
            .withMinute(Integer.parseInt(time.group(2)));
    return Optional.of(new Named(1, start, start, Period.ZERO, "today " + word));
  }

  /** The last such day that has begun. */
  private Optional<Named> weekday(String word) {
    for (DayOfWeek weekday : DayOfWeek.values()) {
      String name = weekday.getDisplayName(TextStyle.FULL, Locale.ENGLISH);
      if (name.equalsIgnoreCase(word)) {
        LocalDate day = today().with(TemporalAdjusters.previousOrSame(weekday));
        return Optional.of(day(1, day, name + ", " + day));
      }
    }
    return Optional.empty();
  }

  /** "November", "November 2026", "November 20", "Nov 20th 2026". */
  private Optional<Named> monthAndDay(List<Word> words, int at) {
    Optional<Month> month = month(text(words, at));
    if (month.isEmpty()) {
      return Optional.empty();
    }
    if (YEAR.matcher(text(words, at + 1)).matches()) {
      int year = Integer.parseInt(text(words, at + 1));
      return Optional.of(month(2, YearMonth.of(year, month.get())));
    }
    Matcher number = DAY_OF_MONTH.matcher(text(words, at + 1));
    if (number.matches()) {
      return dayOf(2, month.get(), Integer.parseInt(number.group(1)), text(words, at + 2));
    }
    YearMonth wanted = YearMonth.of(today().getYear(), month.get());
    return Optional.of(
        month(1, wanted.isAfter(YearMonth.from(today())) ? wanted.minusYears(1) : wanted));
  }

  /** "20 November", "20th Nov 2026". */
  private Optional<Named> dayAndMonth(List<Word> words, int at, String next) {
    Matcher number = DAY_OF_MONTH.matcher(text(words, at));
    Optional<Month> month = month(next);
    return number.matches() && month.isPresent()
        ? dayOf(2, month.get(), Integer.parseInt(number.group(1)), text(words, at + 2))
        : Optional.empty();
  }

  private Optional<Named> dayOf(int words, Month month, int day, String yearText) {
    boolean hasYear = YEAR.matcher(yearText).matches();
    int year = hasYear ? Integer.parseInt(yearText) : today().getYear();
    try {
      LocalDate date = LocalDate.of(year, month, day);
      LocalDate past = !hasYear && date.isAfter(today()) ? date.minusYears(1) : date;
      return Optional.of(day(hasYear ? words + 1 : words, past, past.toString()));
    } catch (DateTimeException e) {
      return Optional.empty();
    }
  }

  private static Optional<Month> month(String word) {
    for (Month month : Month.values()) {
      String name = month.getDisplayName(TextStyle.FULL, Locale.ENGLISH).toLowerCase(Locale.ROOT);
      boolean unambiguous = !word.equals("may") && !word.equals("mar");
      if (name.equals(word) || (unambiguous && name.substring(0, 3).equals(word))) {
        return Optional.of(month);
      }
    }
    return Optional.empty();
  }

  Named day(int words, LocalDate day, String title) {
    return new Named(words, startOf(day), startOf(day.plusDays(1)), Period.ofDays(1), title);
  }

  private Named month(int words, YearMonth month) {
    LocalDate first = month.atDay(1);
    return new Named(
        words, startOf(first), startOf(first.plusMonths(1)), Period.ofMonths(1), month.toString());
  }

  static String text(List<Word> words, int at) {
    return at >= 0 && at < words.size() && !words.get(at).quoted() ? words.get(at).text() : "";
  }
}
