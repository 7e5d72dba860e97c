package dev.signalbox.gateway.protect;

import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Consumer;

/** The requests that were refused since the start. Safe for use by several threads. */
final class ShedCounts {
  private final Map<Priority, LongAdder> byPriority = new EnumMap<>(Priority.class);
  private final LongAdder unknown = new LongAdder();
  private final Consumer<String> counter;

  /** Counts by what was short with {@code counter}, too. */
  ShedCounts(Consumer<String> counter) {
    this.counter = counter;
    for (Priority each : Priority.values()) {
      byPriority.put(each, new LongAdder());
    }
  }

  /** One whose priority was not asked for. */
  void count(Strain strain) {
    unknown.increment();
    counter.accept(strain.counter());
  }

  void count(Strain strain, Priority priority) {
    of(priority).increment();
    counter.accept(strain.counter());
  }

  private LongAdder of(Priority priority) {
    LongAdder count = byPriority.get(priority);
    if (count == null) {
      throw new IllegalStateException("no count of " + priority);
    }
    return count;
  }

  /** All of them. */
  long total() {
    return unknown.sum() + byPriority.values().stream().mapToLong(LongAdder::sum).sum();
  }

  /** As they are now. */
  Shed now() {
    return new Shed(
        unknown.sum(), of(Priority.LOW).sum(), of(Priority.NORMAL).sum(), of(Priority.HIGH).sum());
  }

  /**
   * Requests that were refused.
   *
   * @param unknown those whose priority was not asked for, as there was no room for any
   */
  public record Shed(long unknown, long low, long normal, long high) {}
}
