package dev.signalbox.engine.price;

import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/**
 * Hours of the week, in UTC, at which a price of its own holds.
 *
 * @param name such as {@code peak}
 * @param days on which the hours begin and end
 * @param hours at least one
 */
public record PriceWindow(String name, Set<DayOfWeek> days, List<Hours> hours) {
  public PriceWindow {
    if (name.isEmpty() || days.isEmpty() || hours.isEmpty()) {
      throw new IllegalArgumentException("a window needs a name, days and hours");
    }
    days = Collections.unmodifiableSet(EnumSet.copyOf(days));
    hours = List.copyOf(hours);
  }

  /**
   * Part of a day.
   *
   * @param from inclusive
   * @param until exclusive; midnight is the end of the day
   */
  public record Hours(LocalTime from, LocalTime until) {
    public Hours {
      if (!until.equals(LocalTime.MIDNIGHT) && !from.isBefore(until)) {
        throw new IllegalArgumentException("hours end after they begin: " + from + "-" + until);
      }
    }

    boolean contains(LocalTime time) {
      return !time.isBefore(from) && (until.equals(LocalTime.MIDNIGHT) || time.isBefore(until));
    }

    boolean overlaps(Hours other) {
      return contains(other.from) || other.contains(from);
    }
  }

  /** Whether {@code at} lies in it. */
  public boolean contains(Instant at) {
    LocalDateTime time = LocalDateTime.ofInstant(at, ZoneOffset.UTC);
    return days.contains(time.getDayOfWeek())
        && hours.stream().anyMatch(span -> span.contains(time.toLocalTime()));
  }

  boolean overlaps(PriceWindow other) {
    Set<DayOfWeek> shared = EnumSet.copyOf(days);
    shared.retainAll(other.days);
    return !shared.isEmpty()
        && hours.stream().anyMatch(span -> other.hours.stream().anyMatch(span::overlaps));
  }
}
