package dev.signalbox.gateway.chaos;

import dev.signalbox.analytics.record.AttemptRecord;
import dev.signalbox.analytics.record.RequestRecord;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/**
 * I6 for each provider: the calls beyond the first ones of requests in any ten seconds are a share
 * of the requests in these, or as many as are always allowed.
 */
final class Retries {
  private static final int SECONDS = 10;

  private final Map<String, Map<Long, Second>> byProvider = new HashMap<>();

  /** What began in one second of the gateway's clock. */
  private static final class Second {
    private long first;
    private long further;
  }

  /** Counts the calls of {@code record}. */
  void add(RequestRecord record) {
    Set<String> called = new HashSet<>();
    for (AttemptRecord attempt : record.attempts()) {
      Second second =
          byProvider
              .computeIfAbsent(attempt.provider(), _ -> new HashMap<>())
              .computeIfAbsent(attempt.at().getEpochSecond(), _ -> new Second());
      if (called.contains(attempt.provider())) {
        second.further++;
      } else {
        second.first++;
      }
      if (attempt.millis() > 0 || attempt.status() > 0) {
        called.add(attempt.provider());
      }
    }
  }

  /** Notes in {@code into} where it does not hold, and forgets everything. */
  void check(Violations into) {
    byProvider.forEach((provider, seconds) -> check(provider, seconds, into));
    byProvider.clear();
  }

  private static void check(String provider, Map<Long, Second> seconds, Violations into) {
    for (long from : seconds.keySet()) {
      long further = 0;
      long first = 0;
      for (long second = from - 1; second <= from + SECONDS; second++) { // one more either way
        Second there = seconds.get(second);
        first += there == null ? 0 : there.first;
        further += there == null || second < from || second >= from + SECONDS ? 0 : there.further;
      }
      long allowed =
          Math.max(
              first * ChaosConfig.BUDGET_PERCENT / 100,
              (long) ChaosConfig.FLOOR_PER_SECOND * SECONDS);
      if (further > allowed) {
        into.add(
            "I6",
            "%s got %d calls beyond the first ones of %d requests within ten seconds"
                .formatted(provider, further, first));
      }
    }
  }
}
