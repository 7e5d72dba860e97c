package dev.signalbox.analytics.budget;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Locale;

/**
 * How long a limit holds before it holds anew: days or months of the calendar.
 *
 * @param zone where the day begins
 */
public record Period(Unit unit, ZoneId zone) {
  /** A unit of the calendar. */
  public enum Unit {
    DAY,
    MONTH;

    /** Its name in files, records and answers. */
    public String id() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /** When the period that holds {@code atMillis} begins. */
  public long startOf(long atMillis) {
    return millis(firstDay(atMillis));
  }

  /** When the period after the one that holds {@code atMillis} begins. */
  public long endOf(long atMillis) {
    LocalDate first = firstDay(atMillis);
    return millis(
        switch (unit) {
          case DAY -> first.plusDays(1);
          case MONTH -> first.plusMonths(1);
        });
  }

  private LocalDate firstDay(long atMillis) {
    LocalDate day = LocalDate.ofInstant(Instant.ofEpochMilli(atMillis), zone);
    return switch (unit) {
      case DAY -> day;
      case MONTH -> day.withDayOfMonth(1);
    };
  }

  private long millis(LocalDate day) {
    return day.atStartOfDay(zone).toInstant().toEpochMilli();
  }
}
