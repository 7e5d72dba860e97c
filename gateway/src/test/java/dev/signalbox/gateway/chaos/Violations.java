package dev.signalbox.gateway.chaos;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/** What did not hold, each with the invariant it is about. */
final class Violations {
  /** So many are worth reading. */
  private static final int MOST = 12;

  private final List<String> all = new ArrayList<>();
  private int count;

  /** {@code what} breaks {@code invariant}. */
  synchronized void add(String invariant, String what) {
    count++;
    if (all.size() < MOST) {
      all.add(invariant + ": " + what);
    }
  }

  /** Notes {@code what} unless {@code holds}; only then it is made. */
  void unless(boolean holds, String invariant, Supplier<String> what) {
    if (!holds) {
      add(invariant, what.get());
    }
  }

  synchronized boolean isEmpty() {
    return count == 0;
  }

  @Override
  public synchronized String toString() {
    return "%d violations\n%s".formatted(count, String.join("\n\n", all));
  }
}
