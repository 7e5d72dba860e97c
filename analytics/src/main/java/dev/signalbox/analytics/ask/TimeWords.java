package dev.signalbox.analytics.ask;

import static dev.signalbox.analytics.ask.DayNames.text;

import java.time.DayOfWeek;
import java.time.Duration;
import java.time.LocalDate;
import java.time.Period;
import java.time.ZonedDateTime;
import java.time.temporal.TemporalAdjusters;
import java.time.temporal.TemporalAmount;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads words of time: "last 7 days" are today and the six days before it, "last week" is the one
 * from Monday to Sunday before this one, "past week" are seven days, and hours count back from now.
 */
final class TimeWords {
  private static final Set<String> BACK = Set.of("last", "past", "previous", "recent");
  private static final Set<String> LEADING = Set.of("in", "over", "during", "within", "for", "on");
  private static final Pattern SHORT = Pattern.compile("(\\d{1,4})(min|h|hr|hrs|d|w|mo)");
  private static final Pattern YEAR = Pattern.compile("20\\d{2}");
  private static final int MOST_UNITS = 5_000;

  private final ZonedDateTime now;
  private final DayNames days;

  TimeWords(ZonedDateTime now) {
    this.now = now;
    this.days = new DayNames(now);
  }

  /** A span of time and how many words name it. */
  record Match(int words, TimeRange range) {}

  /** The span that is named from word {@code at} on. */
  Optional<Match> match(List<Word> words, int at) {
    boolean leading = LEADING.contains(text(words, at));
    boolean article = text(words, leading ? at + 1 : at).equals("the");
    int lead = (leading ? 1 : 0) + (article ? 1 : 0);
    if (lead == 0 && isNoTimeAlone(text(words, at))) {
      return Optional.empty();
    }
    return (article ? pastOne(words, at + lead) : Optional.<Match>empty())
        .or(() -> plain(words, at + lead))
        .map(match -> new Match(match.words() + lead, match.range()))
        .or(() -> lead == 0 ? Optional.empty() : plain(words, at));
  }

  /** "the last week" are seven days, while "last week" is the one of the calendar. */
  private Optional<Match> pastOne(List<Word> words, int at) {
    if (!text(words, at).equals("last")) {
      return Optional.empty();
    }
    return switch (text(words, at + 1)) {
      case "week" -> rolling(2, 7, "day");
      case "month" -> rolling(2, 30, "day");
      case "quarter" -> rolling(2, 90, "day");
      case "year" -> rolling(2, 365, "day");
      default -> Optional.empty();
    };
  }

  /** A number may be a year, and a verb a month, but only where something says so. */
  private static boolean isNoTimeAlone(String word) {
    return word.equals("may") || YEAR.matcher(word).matches();
  }

  private Optional<Match> plain(List<Word> words, int at) {
    String word = text(words, at);
    if (BACK.contains(word)) {
      return back(words, at);
    }
    return switch (word) {
      case "" -> Optional.empty();
      case "this", "current" -> current(text(words, at + 1));
      case "since", "after" -> since(words, at, word.equals("after"));
      case "until", "before" -> until(words, at, word.equals("until"));
      case "between" -> between(words, at, Set.of("and"));
      case "from" -> between(words, at, Set.of("to", "until", "till", "through"));
      case "ytd" -> current("year").map(match -> new Match(1, match.range()));
      case "mtd" -> current("month").map(match -> new Match(1, match.range()));
      case "ever" -> Optional.of(new Match(1, TimeRange.ALL));
      case "all" ->
          text(words, at + 1).equals("time")
              ? Optional.of(new Match(2, TimeRange.ALL))
              : Optional.empty();
      default -> ago(words, at).or(() -> toDate(words, at)).or(() -> span(words, at));
    };
  }

  private Optional<Match> span(List<Word> words, int at) {
    return days.named(words, at)
        .filter(named -> named.end().isAfter(named.start()))
        .map(
            named ->
                new Match(
                    named.words(),
                    TimeRange.of(
                        named.start().toInstant(),
                        named.end().toInstant(),
                        named.step(),
                        named.title())));
  }

  private Optional<Match> back(List<Word> words, int at) {
    String next = text(words, at + 1);
    Matcher brief = SHORT.matcher(next);
    if (brief.matches()) {
      return rolling(2, Integer.parseInt(brief.group(1)), unit(brief.group(2)));
    }
    Optional<Integer> number = Numbers.count(next, MOST_UNITS);
    if (number.isPresent()) {
      return rolling(3, number.get(), unit(text(words, at + 2)));
    }
    if (next.equals("couple") || next.equals("few")) {
      return Optional.empty();
    }
    boolean past = text(words, at).equals("past");
    return switch (next) {
      case "minute" -> rolling(2, 1, "minute");
      case "hour" -> rolling(2, 1, "hour");
      case "day" -> rolling(2, 24, "hour");
      case "week" -> past ? rolling(2, 7, "day") : lastWeek();
      case "fortnight" -> rolling(2, 14, "day");
      case "month" -> past ? rolling(2, 30, "day") : lastMonths("last month", 1);
      case "quarter" -> past ? rolling(2, 90, "day") : lastMonths("last quarter", 3);
      case "year" -> past ? rolling(2, 365, "day") : lastMonths("last year", 12);
      default -> Optional.empty();
    };
  }

  private static String unit(String word) {
    return switch (word) {
      case "minutes", "minute", "min", "mins" -> "minute";
      case "hours", "hour", "h", "hr", "hrs" -> "hour";
      case "days", "day", "d" -> "day";
      case "weeks", "week", "w" -> "week";
      case "months", "month", "mo" -> "month";
      default -> "";
    };
  }

  private Optional<Match> rolling(int words, int count, String unit) {
    String title = "last " + count + " " + unit + (count == 1 ? "" : "s");
    LocalDate today = days.today();
    return switch (unit) {
      case "minute" -> rolling(words, Duration.ofMinutes(count), title);
      case "hour" -> rolling(words, Duration.ofHours(count), title);
      case "day" -> upTo(words, today.minusDays(count - 1L), Period.ofDays(count), title);
      case "week" -> upTo(words, today.minusDays(7L * count - 1), Period.ofDays(7 * count), title);
      case "month" ->
          upTo(words, today.minusMonths(count).plusDays(1), Period.ofMonths(count), title);
      default -> Optional.empty();
    };
  }

  private Optional<Match> rolling(int words, Duration length, String title) {
    return Optional.of(
        new Match(words, TimeRange.since(now.toInstant().minus(length), length, title)));
  }

  private Optional<Match> upTo(int words, LocalDate first, TemporalAmount step, String title) {
    return Optional.of(
        new Match(words, TimeRange.since(days.startOf(first).toInstant(), step, title)));
  }

  private Optional<Match> lastWeek() {
    LocalDate monday = monday().minusWeeks(1);
    return whole(2, monday, monday.plusWeeks(1), "last week");
  }

  private Optional<Match> lastMonths(String title, int months) {
    LocalDate end = firstOf(months);
    return whole(2, end.minusMonths(months), end, title);
  }

  private Optional<Match> whole(int words, LocalDate first, LocalDate end, String title) {
    return Optional.of(
        new Match(
            words,
            TimeRange.of(
                days.startOf(first).toInstant(),
                days.startOf(end).toInstant(),
                Period.between(first, end),
                title)));
  }

  private LocalDate monday() {
    return days.today().with(TemporalAdjusters.previousOrSame(DayOfWeek.MONDAY));
  }

  /** First day of the running month, quarter or year. */
  private LocalDate firstOf(int months) {
    LocalDate today = days.today();
    int month = (today.getMonthValue() - 1) / months * months + 1;
    return LocalDate.of(today.getYear(), month, 1);
  }

  private Optional<Match> current(String unit) {
    String title = "this " + unit;
    return switch (unit) {
      case "hour" -> {
        ZonedDateTime start = now.withMinute(0).withSecond(0).withNano(0);
        yield Optional.of(
            new Match(2, TimeRange.since(start.toInstant(), Duration.ofHours(1), title)));
      }
      case "day" -> upTo(2, days.today(), Period.ofDays(1), "today");
      case "week" -> upTo(2, monday(), Period.ofWeeks(1), title);
      case "month" -> upTo(2, firstOf(1), Period.ofMonths(1), title);
      case "quarter" -> upTo(2, firstOf(3), Period.ofMonths(3), title);
      case "year" -> upTo(2, firstOf(12), Period.ofYears(1), title);
      default -> Optional.empty();
    };
  }

  /** "month to date" and the like. */
  private Optional<Match> toDate(List<Word> words, int at) {
    return text(words, at + 1).equals("to") && text(words, at + 2).equals("date")
        ? current(text(words, at)).map(match -> new Match(3, match.range()))
        : Optional.empty();
  }

  /** "3 days ago" is that day. */
  private Optional<Match> ago(List<Word> words, int at) {
    Optional<Integer> number = Numbers.count(text(words, at), MOST_UNITS);
    boolean inDays = unit(text(words, at + 1)).equals("day");
    if (number.isEmpty() || !inDays || !text(words, at + 2).equals("ago")) {
      return Optional.empty();
    }
    LocalDate day = days.today().minusDays(number.get());
    return whole(3, day, day.plusDays(1), day.toString());
  }

  /** "since the start of the month". */
  private Optional<Match> sinceStart(List<Word> words, int at) {
    int start = text(words, at).equals("the") ? at + 1 : at;
    boolean named = Set.of("start", "beginning").contains(text(words, start));
    if (!named || !text(words, start + 1).equals("of")) {
      return Optional.empty();
    }
    int unit = Set.of("the", "this").contains(text(words, start + 2)) ? start + 3 : start + 2;
    return current(text(words, unit)).map(match -> new Match(unit + 1 - at, match.range()));
  }

  private Optional<Match> since(List<Word> words, int at, boolean after) {
    Optional<Match> beginning = after ? Optional.empty() : sinceStart(words, at + 1);
    if (beginning.isPresent()) {
      return beginning.map(match -> new Match(match.words() + 1, match.range()));
    }
    Optional<DayNames.Named> named = days.named(words, at + 1);
    if (named.isPresent()) {
      ZonedDateTime start = after ? named.get().end() : named.get().start();
      return Optional.of(
          new Match(
              1 + named.get().words(),
              TimeRange.since(
                  start.toInstant(),
                  Duration.ZERO,
                  (after ? "after " : "since ") + named.get().title())));
    }
    return plain(words, at + 1)
        .filter(match -> !after && match.range().from().isPresent())
        .map(
            match ->
                new Match(
                    1 + match.words(),
                    new TimeRange(
                        match.range().from(),
                        Optional.empty(),
                        Duration.ZERO,
                        "since " + match.range().title())));
  }

  private Optional<Match> until(List<Word> words, int at, boolean including) {
    return days.named(words, at + 1)
        .map(
            named ->
                new Match(
                    1 + named.words(),
                    new TimeRange(
                        Optional.empty(),
                        Optional.of((including ? named.end() : named.start()).toInstant()),
                        Duration.ZERO,
                        (including ? "until " : "before ") + named.title())));
  }

  private Optional<Match> between(List<Word> words, int at, Set<String> joining) {
    Optional<DayNames.Named> first = days.named(words, at + 1);
    if (first.isEmpty() || !joining.contains(text(words, at + 1 + first.get().words()))) {
      return Optional.empty();
    }
    int secondAt = at + 2 + first.get().words();
    return days.named(words, secondAt)
        .filter(second -> second.end().isAfter(first.get().start()))
        .map(
            second ->
                new Match(
                    secondAt - at + second.words(),
                    TimeRange.of(
                        first.get().start().toInstant(),
                        second.end().toInstant(),
                        Duration.between(first.get().start(), second.end()),
                        first.get().title() + " to " + second.title())));
  }
}
