package dev.signalbox.gateway.admin.ask;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.OptionalLong;

/**
 * Counts what each caller sends in a minute of the clock. Used by all event loops, under its own
 * lock.
 */
final class CallerRate {
  private static final long MINUTE_MILLIS = 60_000;
  private static final int MOST_CALLERS = 10_000;

  private final int perMinute;
  private final Map<String, Integer> counts = new LinkedHashMap<>();
  private long minute;

  CallerRate(int perMinute) {
    this.perMinute = perMinute;
  }

  /** Counts one of {@code caller}; seconds until the next may come, where there were too many. */
  synchronized OptionalLong count(String caller, long nowMillis) {
    long now = nowMillis / MINUTE_MILLIS;
    if (now != minute || counts.size() >= MOST_CALLERS) {
      counts.clear();
      minute = now;
    }
    int count = counts.merge(caller, 1, Integer::sum);
    return count <= perMinute
        ? OptionalLong.empty()
        : OptionalLong.of(Math.max(1, 60 - nowMillis % MINUTE_MILLIS / 1_000));
  }
}
