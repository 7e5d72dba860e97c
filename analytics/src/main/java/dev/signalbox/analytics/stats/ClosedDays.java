package dev.signalbox.analytics.stats;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.signalbox.analytics.rollup.Grain;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * The sums of days and hours that are over, so that looking back over a month does not add up the
 * month each time. Used by all threads; bounded in names and in time.
 */
public final class ClosedDays {
  /** How long after its end a day may still change: requests count for when they came. */
  private static final long OPEN_MILLIS = Duration.ofHours(2).toMillis();

  private static final Duration KEPT = Duration.ofHours(1);

  /** A name with its times takes about two kilobytes. */
  private static final long MOST_NAMES = 30_000;

  /** Hours of a quarter of a year. */
  private static final long MOST_HOURS = 2_200;

  private final Cache<Key, Faces> faces =
      Caffeine.newBuilder()
          .expireAfterWrite(KEPT)
          .maximumWeight(MOST_NAMES)
          .weigher((Key _, Faces day) -> day.size() + 1)
          .build();

  private final Cache<Key, Map<String, Total>> hours =
      Caffeine.newBuilder().expireAfterWrite(KEPT).maximumSize(MOST_HOURS).build();

  /**
   * A day or an hour as it was after a repricing.
   *
   * @param repricing id of the last one; 0 before the first
   */
  private record Key(Grain grain, long startMillis, long repricing) {}

  /** Whether no request can change what begins at {@code startMillis} any more. */
  static boolean isOver(Grain grain, long startMillis, long nowMillis) {
    return startMillis + grain.millis() + OPEN_MILLIS <= nowMillis;
  }

  /** The sums of an hour that is over, by result; empty when they are not known. */
  Optional<Map<String, Total>> hour(long startMillis, long repricing) {
    return Optional.ofNullable(hours.getIfPresent(new Key(Grain.HOUR, startMillis, repricing)));
  }

  /** Takes note of an hour that is over; not of one without requests, for the reason that days have. */
  void note(long startMillis, long repricing, Map<String, Total> byResult) {
    if (!byResult.isEmpty()) {
      hours.put(new Key(Grain.HOUR, startMillis, repricing), Map.copyOf(byResult));
    }
  }

  /**
   * The sums of a day or hour that is over; {@code read} when they are not known. What is without
   * requests is not kept: it is read in no time, and a past may still be written there.
   */
  Faces of(Grain grain, long startMillis, long repricing, Supplier<Faces> read) {
    Key key = new Key(grain, startMillis, repricing);
    return Optional.ofNullable(faces.getIfPresent(key)).orElseGet(() -> kept(key, read.get()));
  }

  private Faces kept(Key key, Faces span) {
    if (span.size() > 0) {
      faces.put(key, span);
    }
    return span;
  }
}
