package dev.signalbox.analytics.query;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads points in time as people write them. */
public final class Moment {
  private static final Instant END = Instant.ofEpochMilli(Span.ALL.until());
  private static final Pattern RELATIVE = Pattern.compile("now(?:-(\\d{1,9})([smhdw]))?");
  private static final Pattern DAY = Pattern.compile("\\d{4}-\\d{2}-\\d{2}");

  private Moment() {}

  /**
   * {@code now}, {@code now-24h} (s, m, h, d or w), {@code 2026-11-26}, or what {@link #exact}
   * takes; empty when it is none of these, before 1970 or after 9999.
   */
  public static Optional<Instant> of(String text, Instant now) {
    Matcher relative = RELATIVE.matcher(text);
    Optional<Instant> read =
        relative.matches()
            ? Optional.of(relative(relative, now))
            : day(text)
                .map(day -> day.atStartOfDay(ZoneOffset.UTC).toInstant())
                .or(() -> exact(text.replace(' ', '+'))); // what queries make of a `+`
    return read.filter(Moment::isWithin);
  }

  /**
   * {@code 2026-11-26T08:00:00Z}, also with another offset; empty when it is none, before 1970 or
   * after 9999.
   */
  public static Optional<Instant> exact(String text) {
    try {
      return Optional.of(OffsetDateTime.parse(text).toInstant()).filter(Moment::isWithin);
    } catch (DateTimeException e) {
      return Optional.empty();
    }
  }

  /** {@code 2026-11-26}; empty when it is none, before 1970 or after 9999. */
  public static Optional<LocalDate> day(String text) {
    try {
      return DAY.matcher(text).matches()
          ? Optional.of(LocalDate.parse(text))
              .filter(day -> isWithin(day.atStartOfDay(ZoneOffset.UTC).toInstant()))
          : Optional.empty();
    } catch (DateTimeException e) {
      return Optional.empty();
    }
  }

  /** Milliseconds of a billion years are no number any more. */
  private static boolean isWithin(Instant at) {
    return !at.isBefore(Instant.EPOCH) && at.isBefore(END);
  }

  private static Instant relative(Matcher match, Instant now) {
    String count = match.group(1);
    return count == null
        ? now
        : now.minus(unit(match.group(2)).multipliedBy(Long.parseLong(count)));
  }

  private static Duration unit(String letter) {
    return switch (letter) {
      case "s" -> ChronoUnit.SECONDS.getDuration();
      case "m" -> ChronoUnit.MINUTES.getDuration();
      case "h" -> ChronoUnit.HOURS.getDuration();
      case "d" -> ChronoUnit.DAYS.getDuration();
      default -> ChronoUnit.DAYS.getDuration().multipliedBy(7);
    };
  }
}
