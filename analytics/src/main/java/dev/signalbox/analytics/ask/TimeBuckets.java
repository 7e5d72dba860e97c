package dev.signalbox.analytics.ask;

import dev.signalbox.analytics.sql.Dialect;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.zone.ZoneOffsetTransition;
import java.util.Optional;

/** Hours, days and the like in a time zone, as expressions over milliseconds since 1970. */
final class TimeBuckets {
  /** Changes of the clocks that are written out: four years of them. */
  private static final int TRANSITIONS = 8;

  private final ZoneId zone;
  private final Instant now;

  TimeBuckets(ZoneId zone, Instant now) {
    this.zone = zone;
    this.now = now;
  }

  /** The same in UTC. */
  TimeBuckets inUtc() {
    return new TimeBuckets(ZoneOffset.UTC, now);
  }

  /** The bucket of {@code dimension} that {@code at} (such as {@code at_ms}) is in. */
  String sql(Dimension dimension, String at, Dialect dialect) {
    String local = local(at);
    String seconds = (local.equals(at) ? at : "(" + local + ")") + " / 1000";
    return switch (dialect) {
      case SQLITE -> sqlite(dimension, seconds);
      case POSTGRESQL -> postgresql(dimension, seconds);
    };
  }

  private static String sqlite(Dimension dimension, String seconds) {
    String format = "strftime('%s', " + seconds + ", 'unixepoch'%s)";
    return switch (dimension) {
      case MINUTE -> format.formatted("%Y-%m-%d %H:%M", "");
      case HOUR -> format.formatted("%Y-%m-%d %H:00", "");
      case WEEK -> format.formatted("%Y-%m-%d", ", 'weekday 0', '-6 days'");
      case MONTH -> format.formatted("%Y-%m", "");
      case WEEKDAY -> format.formatted("%u", "");
      case HOUR_OF_DAY -> format.formatted("%H", "");
      default -> format.formatted("%Y-%m-%d", "");
    };
  }

  private static String postgresql(Dimension dimension, String seconds) {
    String time = "to_timestamp(" + seconds + ") at time zone 'UTC'";
    return switch (dimension) {
      case MINUTE -> "to_char(" + time + ", 'YYYY-MM-DD HH24:MI')";
      case HOUR -> "to_char(" + time + ", 'YYYY-MM-DD HH24:00')";
      case WEEK -> "to_char(date_trunc('week', " + time + "), 'YYYY-MM-DD')";
      case MONTH -> "to_char(" + time + ", 'YYYY-MM')";
      case WEEKDAY -> "to_char(" + time + ", 'ID')";
      case HOUR_OF_DAY -> "to_char(" + time + ", 'HH24')";
      default -> "to_char(" + time + ", 'YYYY-MM-DD')";
    };
  }

  /** The moment as if the zone's clock showed UTC. */
  private String local(String at) {
    long offset = millis(now);
    StringBuilder cases = new StringBuilder();
    Optional<ZoneOffsetTransition> change = before(now);
    for (int i = 0; i < TRANSITIONS && change.isPresent(); i++) {
      ZoneOffsetTransition transition = change.get();
      cases
          .append(" when ")
          .append(at)
          .append(" >= ")
          .append(transition.getInstant().toEpochMilli())
          .append(" then ")
          .append(1000L * transition.getOffsetAfter().getTotalSeconds());
      offset = 1000L * transition.getOffsetBefore().getTotalSeconds();
      change = before(transition.getInstant());
    }
    if (!cases.isEmpty()) {
      return "%s + case%s else %d end".formatted(at, cases, offset);
    }
    return offset == 0 ? at : at + (offset < 0 ? " - " : " + ") + Math.abs(offset);
  }

  private Optional<ZoneOffsetTransition> before(Instant instant) {
    return Optional.ofNullable(zone.getRules().previousTransition(instant));
  }

  private long millis(Instant instant) {
    return 1000L * zone.getRules().getOffset(instant).getTotalSeconds();
  }
}
