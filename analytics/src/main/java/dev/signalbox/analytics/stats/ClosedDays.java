package dev.signalbox.analytics.stats;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.signalbox.analytics.query.Span;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * The sums of days, hours and parts of hours that are over, so that looking back over a month does
 * not add up the month each time. Used by all threads; bounded in names.
 */
public final class ClosedDays {
  /** How long after its end a day may still change: requests count for when they came. */
  private static final long OPEN_MILLIS = Duration.ofHours(2).toMillis();

  /** What is over stays as it is, but for what another process may write of its past. */
  private static final Duration KEPT = Duration.ofDays(1);

  /** A name with its times takes about two kilobytes. */
  private static final long MOST_NAMES = 30_000;

  /** Hours of a quarter of a year. */
  private static final long MOST_POINTS = 2_200;

  private final Cache<Key, Faces> faces =
      Caffeine.newBuilder()
          .expireAfterWrite(KEPT)
          .maximumWeight(MOST_NAMES)
          .weigher((Key _, Faces day) -> day.size() + 1)
          .build();

  private final Cache<Key, Map<String, Total>> points =
      Caffeine.newBuilder().expireAfterWrite(KEPT).maximumSize(MOST_POINTS).build();

  /**
   * A span as it was after a repricing.
   *
   * @param repricing id of the last one; 0 before the first
   */
  private record Key(Span span, long repricing) {}

  /** Whether no request can change {@code span} any more. */
  static boolean isOver(Span span, long nowMillis) {
    return span.until() + OPEN_MILLIS <= nowMillis;
  }

  /** Forgets everything, as somebody has written of times that are over. */
  public void forget() {
    faces.invalidateAll();
    points.invalidateAll();
  }

  /** The sums of an hour or a day that is over, by result; empty when they are not known. */
  Optional<Map<String, Total>> point(Span span, long repricing) {
    return Optional.ofNullable(points.getIfPresent(new Key(span, repricing)));
  }

  /** Takes note of an hour or a day that is over. */
  void note(Span span, long repricing, Map<String, Total> byResult) {
    points.put(new Key(span, repricing), Map.copyOf(byResult));
  }

  /**
   * The sums of a span that is over; {@code read} when they are not known. What is without requests
   * is not kept: it is read in no time, and a past may still be written there.
   */
  Faces of(Span span, long repricing, Supplier<Faces> read) {
    Key key = new Key(span, repricing);
    return Optional.ofNullable(faces.getIfPresent(key)).orElseGet(() -> kept(key, read.get()));
  }

  private Faces kept(Key key, Faces span) {
    if (span.size() > 0) {
      faces.put(key, span);
    }
    return span;
  }
}
