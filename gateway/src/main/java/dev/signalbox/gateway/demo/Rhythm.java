package dev.signalbox.gateway.demo;

import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/**
 * When the teams send requests. The live day is short, so that ups and downs are seen; the past has
 * days and weekends, and more traffic the nearer it is to now.
 */
final class Rhythm {
  private static final double CALM_PER_SECOND = 1.4;
  private static final double SWING = 0.45;
  private static final double LIVE_DAY_SECONDS = 720;
  private static final double BURST_EVERY_SECONDS = 170;
  private static final double BURST_SECONDS = 7;
  private static final double BURST_FACTOR = 3;
  private static final double GROWTH_HOURS = 12;
  private static final double NOON = 13;
  private static final int MOST_PAUSE_MILLIS = 5_000;

  private Rhythm() {}

  /** Requests a second at {@code elapsed} since the traffic began. */
  static double perSecond(Duration elapsed) {
    double seconds = elapsed.toMillis() / 1_000.0;
    double day = 1 + SWING * Math.sin(2 * Math.PI * seconds / LIVE_DAY_SECONDS);
    boolean burst = seconds % BURST_EVERY_SECONDS > BURST_EVERY_SECONDS - BURST_SECONDS;
    return CALM_PER_SECOND * day * (burst ? BURST_FACTOR : 1);
  }

  /** How long until the next request, at random but on average at that rate. */
  static Duration pause(Duration elapsed, SplittableRandom random) {
    double seconds = -Math.log(1 - random.nextDouble()) / perSecond(elapsed);
    return Duration.ofMillis(Math.min(MOST_PAUSE_MILLIS, Math.round(seconds * 1_000)));
  }

  /**
   * The moments of {@code count} requests of the past, in order.
   *
   * @param from the earliest
   * @param until later than all of them
   */
  static List<Instant> past(Instant from, Instant until, int count, SplittableRandom random) {
    List<Double> weights = new ArrayList<>();
    double sum = 0;
    for (Instant hour = from; hour.isBefore(until); hour = hour.plus(Duration.ofHours(1))) {
      double weight = weightOf(hour, until);
      weights.add(weight);
      sum += weight;
    }
    List<Instant> moments = new ArrayList<>(count);
    double due = 0;
    for (int hour = 0; hour < weights.size(); hour++) {
      due += weights.get(hour) / sum * count;
      Instant begin = from.plus(Duration.ofHours(hour));
      long millis =
          Math.min(Duration.ofHours(1).toMillis(), Duration.between(begin, until).toMillis());
      while (moments.size() < Math.round(due)) {
        moments.add(begin.plusMillis(random.nextLong(Math.max(1, millis))));
      }
    }
    moments.sort(null);
    return moments;
  }

  private static double weightOf(Instant hour, Instant until) {
    ZonedDateTime time = hour.atZone(ZoneOffset.UTC);
    double day = 1 + SWING * Math.cos(2 * Math.PI * (time.getHour() - NOON) / 24);
    boolean weekend =
        time.getDayOfWeek() == DayOfWeek.SATURDAY || time.getDayOfWeek() == DayOfWeek.SUNDAY;
    double age = Duration.between(hour, until).toMinutes() / 60.0;
    return day * (weekend ? 0.6 : 1) / (1 + age / GROWTH_HOURS);
  }
}
