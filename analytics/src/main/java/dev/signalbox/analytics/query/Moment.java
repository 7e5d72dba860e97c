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
  private static final Pattern RELATIVE = Pattern.compile("now(?:-(\\d{1,9})([smhdw]))?");
  private static final Pattern DAY = Pattern.compile("\\d{4}-\\d{2}-\\d{2}");

  private Moment() {}

  /**
   * {@code now}, {@code now-24h} (s, m, h, d or w), {@code 2026-11-26}, or {@code
   * 2026-11-26T08:00:00Z}, also with another offset; empty when it is none of these or before 1970.
   */
  public static Optional<Instant> of(String text, Instant now) {
    Matcher relative = RELATIVE.matcher(text);
    Optional<Instant> read =
        relative.matches() ? Optional.of(relative(relative, now)) : absolute(text);
    return read.filter(at -> !at.isBefore(Instant.EPOCH));
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

  private static Optional<Instant> absolute(String text) {
    try {
      return Optional.of(
          DAY.matcher(text).matches()
              ? LocalDate.parse(text).atStartOfDay().toInstant(ZoneOffset.UTC)
              : OffsetDateTime.parse(text.replace(' ', '+')).toInstant());
    } catch (DateTimeException e) {
      return Optional.empty();
    }
  }
}
