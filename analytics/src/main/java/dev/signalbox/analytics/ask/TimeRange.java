package dev.signalbox.analytics.ask;

import java.time.Duration;
import java.time.Instant;
import java.time.Period;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.time.temporal.TemporalAmount;
import java.util.Optional;

/**
 * A span of time.
 *
 * @param from first moment in it
 * @param until first moment after it; absent while it goes on
 * @param step how far the span of the same kind before it is; zero when there is none
 * @param title as people say it
 */
record TimeRange(
    Optional<Instant> from, Optional<Instant> until, TemporalAmount step, String title) {
  /** All of it. */
  static final TimeRange ALL =
      new TimeRange(Optional.empty(), Optional.empty(), Duration.ZERO, "all stored time");

  static TimeRange of(Instant from, Instant until, TemporalAmount step, String title) {
    return new TimeRange(Optional.of(from), Optional.of(until), step, title);
  }

  static TimeRange since(Instant from, TemporalAmount step, String title) {
    return new TimeRange(Optional.of(from), Optional.empty(), step, title);
  }

  boolean isAll() {
    return from.isEmpty() && until.isEmpty();
  }

  /** The span of the same kind right before this one; absent when there is none. */
  Optional<TimeRange> before(ZoneId zone) {
    if (from.isEmpty() || step.equals(Duration.ZERO)) {
      return Optional.empty();
    }
    Instant start = from.get();
    Instant earlier =
        switch (step) {
          case Period period -> start.atZone(zone).minus(period).toInstant();
          default -> start.minus(step);
        };
    return Optional.of(of(earlier, start, step, "the " + span() + " before"));
  }

  private String span() {
    return title.startsWith("last ") || title.startsWith("the ")
        ? title.replaceFirst("^(last|the) ", "")
        : "span";
  }

  /** Whether something of it is before {@code moment}. */
  boolean beginsBefore(Instant moment) {
    return from.map(start -> start.isBefore(moment)).orElse(true);
  }

  /** The same from the beginning of a day in UTC to that of another, whichever are nearest. */
  TimeRange inDays() {
    return new TimeRange(
        from.map(TimeRange::nearestDay), until.map(TimeRange::nearestDay), step, title);
  }

  private static Instant nearestDay(Instant at) {
    return at.plus(Duration.ofHours(12)).truncatedTo(ChronoUnit.DAYS);
  }

  /** The condition on the column {@code atMillis}; empty text for all of it. */
  String sql(String atMillis) {
    StringBuilder sql = new StringBuilder();
    from.ifPresent(at -> sql.append(atMillis).append(" >= ").append(at.toEpochMilli()));
    until.ifPresent(
        at ->
            sql.append(sql.isEmpty() ? "" : " and ")
                .append(atMillis)
                .append(" < ")
                .append(at.toEpochMilli()));
    return sql.toString();
  }
}
