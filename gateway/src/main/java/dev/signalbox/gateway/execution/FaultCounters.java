package dev.signalbox.gateway.execution;

import dev.signalbox.gateway.wire.problem.Problem;
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

  /**
   * Counts a request that was refused before anybody was called, by its code: for who sent it, for
   * what it would take, or because something here is broken. What is wrong with the request itself
   * is no fault.
   */
  public void refused(Problem problem) {
    switch (problem.kind()) {
      case AUTHENTICATION, PERMISSION, RATE_LIMIT, QUOTA, INTERNAL, UNAVAILABLE, OVERLOADED ->
          count(problem.codeName());
      case INVALID_REQUEST,
          CONTEXT_LENGTH,
          NOT_FOUND,
          MODEL_NOT_FOUND,
          METHOD_NOT_ALLOWED,
          REQUEST_TIMEOUT,
          CONFLICT,
          TOO_LARGE,
          UNSUPPORTED_MEDIA_TYPE,
          UPSTREAM,
          UPSTREAM_TIMEOUT -> {}
    }
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
