package dev.signalbox.gateway.metrics;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * The values of one label that are told apart; all others are {@value #OTHER}. Used by all threads.
 */
final class LabelValues {
  /** Stands for the values that are not told apart. */
  static final String OTHER = "(other)";

  /** Stands for what there is none of, as a label without a value is none to Prometheus. */
  static final String NONE = "(none)";

  /** Longer ones are not told apart. */
  private static final int LONGEST = 200;

  private final Map<String, String> known = new ConcurrentHashMap<>();
  private final AtomicInteger count = new AtomicInteger();
  private final int most;

  /** Tells {@code most} values apart, the first that come. */
  LabelValues(int most) {
    this.most = most;
  }

  /** The value that stands for {@code value}, which is one to tell apart while there is room. */
  String of(String value) {
    String found = known(value);
    return found.equals(OTHER) ? admitted(value) : found;
  }

  /**
   * The value that stands for {@code value}; one that did not come before is no one to tell apart.
   */
  String known(String value) {
    if (value.isEmpty()) {
      return NONE;
    }
    String found = known.get(value);
    return found == null ? OTHER : found;
  }

  private String admitted(String value) {
    if (value.length() > LONGEST || count.get() >= most) {
      return OTHER;
    }
    if (count.incrementAndGet() > most) {
      count.decrementAndGet();
      return OTHER;
    }
    if (known.putIfAbsent(value, value) != null) {
      count.decrementAndGet();
    }
    return value;
  }
}
