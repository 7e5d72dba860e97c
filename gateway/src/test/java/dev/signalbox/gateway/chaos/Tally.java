package dev.signalbox.gateway.chaos;

import dev.signalbox.analytics.record.AttemptRecord;
import dev.signalbox.analytics.record.RequestRecord;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** How often what came of requests and calls in a run. */
final class Tally {
  private final Map<String, Integer> requests = new TreeMap<>();
  private final Map<String, Integer> calls = new TreeMap<>();
  private int whole;
  private int left;
  private long late;

  void add(RequestRecord record) {
    requests.merge(record.ending().outcome(), 1, Integer::sum);
    for (AttemptRecord attempt : record.attempts()) {
      calls.merge(attempt.outcome(), 1, Integer::sum);
    }
  }

  void add(Heard heard) {
    whole += heard.isGood() && heard.answer().isWhole() ? 1 : 0;
    left += heard.left() ? 1 : 0;
  }

  /** So much was lost to a busy machine until now. */
  void late(long millis) {
    late = millis;
  }

  /** Good answers that came to their end. */
  int whole() {
    return whole;
  }

  /** What became of calls, and how often. */
  Map<String, Integer> calls() {
    return Map.copyOf(calls);
  }

  @Override
  public String toString() {
    return "%d good answers, %d clients left, %d ms lost to a busy machine\nrequests: %s\ncalls: %s"
        .formatted(whole, left, late, text(requests), text(calls));
  }

  private static String text(Map<String, Integer> counts) {
    return counts.entrySet().stream()
        .map(each -> each.getKey() + " " + each.getValue())
        .collect(Collectors.joining(", "));
  }
}
