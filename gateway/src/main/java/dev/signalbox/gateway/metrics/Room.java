package dev.signalbox.gateway.metrics;

import java.util.concurrent.atomic.AtomicInteger;

/** How many lines there may still be of what requests are measured by. Used by all threads. */
final class Room {
  private final int most;
  private final AtomicInteger taken = new AtomicInteger();

  Room(int most) {
    this.most = most;
  }

  /** Whether there was room for {@code lines} more, which are taken then. */
  boolean take(int lines) {
    if (taken.get() + lines > most) {
      return false;
    }
    boolean fits = taken.addAndGet(lines) <= most;
    if (!fits) {
      giveBack(lines);
    }
    return fits;
  }

  void giveBack(int lines) {
    taken.addAndGet(-lines);
  }

  /** Lines that are taken. */
  int taken() {
    return taken.get();
  }

  int most() {
    return most;
  }
}
