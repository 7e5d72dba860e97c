package dev.signalbox.analytics.stats;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.signalbox.analytics.rollup.Grain;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * The sums of days that are over, so that looking back over a month does not add up the month each
 * time. Used by all threads; bounded in names and in time.
 */
public final class ClosedDays {
  /** How long after its end a day may still change: requests count for when they came. */
  private static final long OPEN_MILLIS = Duration.ofHours(2).toMillis();

  private static final Duration KEPT = Duration.ofHours(1);
  private static final long MOST_NAMES = 200_000;

  private final Cache<Key, Faces> faces =
      Caffeine.newBuilder()
          .expireAfterWrite(KEPT)
          .maximumWeight(MOST_NAMES)
          .weigher((Key _, Faces day) -> day.size() + 1)
          .build();

  /**
   * A day as it was after a repricing.
   *
   * @param repricing id of the last one; 0 before the first
   */
  private record Key(long startMillis, long repricing) {}

  /** Whether no request can change the day that begins at {@code startMillis} any more. */
  static boolean isOver(long startMillis, long nowMillis) {
    return startMillis + Grain.DAY.millis() + OPEN_MILLIS <= nowMillis;
  }

  /**
   * The sums of a day that is over; {@code read} when they are not known. A day without requests is
   * not kept: it is read in no time, and a past may still be written there.
   */
  Faces of(long startMillis, long repricing, Supplier<Faces> read) {
    Key key = new Key(startMillis, repricing);
    return Optional.ofNullable(faces.getIfPresent(key)).orElseGet(() -> kept(key, read.get()));
  }

  private Faces kept(Key key, Faces day) {
    if (day.size() > 0) {
      faces.put(key, day);
    }
    return day;
  }
}
