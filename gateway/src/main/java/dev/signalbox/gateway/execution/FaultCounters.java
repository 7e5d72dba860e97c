package dev.signalbox.gateway.execution;

import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;

/** How often what went wrong since the start, by name. Safe for use by several threads. */
public final class FaultCounters {
  private static final int MOST_NAMES = 200;
  private static final String OTHER = "other";

  private final Map<String, LongAdder> counts = new ConcurrentHashMap<>();

  /** Counts one {@code name}; when there are too many names, under {@code other}. */
  public void count(String name) {
    boolean known = counts.containsKey(name) || counts.size() < MOST_NAMES;
    counts.computeIfAbsent(known ? name : OTHER, _ -> new LongAdder()).increment();
  }

  /** How often {@code name} was counted. */
  public long of(String name) {
    LongAdder count = counts.get(name);
    return count == null ? 0 : count.sum();
  }

  /** All counts, by name. */
  public Map<String, Long> all() {
    Map<String, Long> all = new TreeMap<>();
    counts.forEach((name, count) -> all.put(name, count.sum()));
    return all;
  }
}
