package dev.signalbox.gateway.exchange;

import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.function.LongSupplier;

/**
 * Clears away what clients leave behind that go before their answer has come to its end: in their
 * order, and a stretch at a time, each as long as others had the event loop before it. Of a
 * thousand that leave at once, as when a proxy in front is restarted, none has everybody else wait
 * for all others; and on a busy event loop none has to wait until it is idle, as the provider would
 * go on meanwhile. Confined to one event loop.
 */
public final class Departures {
  /** What was begun in a stretch is ended. */
  private static final long SHORTEST_NANOS = Duration.ofMillis(3).toNanos();

  private static final long LONGEST_NANOS = Duration.ofMillis(8).toNanos();

  /** Between two stretches the event loop hears what has come meanwhile. */
  private static final long PAUSE_MILLIS = 1;

  private final Vertx vertx;
  private final LongSupplier nanos;
  private final Queue<Runnable> waiting = new ArrayDeque<>();
  private boolean underway;

  /** Since when the event loop has been there for others, while some wait here. */
  private long sinceNanos;

  /**
   * None so far.
   *
   * @param nanos the clock that stretches are measured with
   */
  public Departures(Vertx vertx, LongSupplier nanos) {
    this.vertx = vertx;
    this.nanos = nanos;
  }

  /** Runs {@code clearing} soon, behind those that were given before and never at once. */
  void add(Runnable clearing) {
    waiting.add(clearing);
    if (!underway) {
      underway = true;
      sinceNanos = nanos.getAsLong();
      vertx.runOnContext(_ -> clear());
    }
  }

  private void clear() {
    long began = nanos.getAsLong();
    long stretch = Math.clamp(began - sinceNanos, SHORTEST_NANOS, LONGEST_NANOS);
    try {
      for (Runnable next = waiting.poll(); next != null; next = waiting.poll()) {
        next.run();
        if (nanos.getAsLong() - began >= stretch) {
          break;
        }
      }
    } finally { // also when one of them fails: the others are not lost
      if (waiting.isEmpty()) {
        underway = false;
      } else {
        sinceNanos = nanos.getAsLong();
        vertx.setTimer(PAUSE_MILLIS, _ -> clear());
      }
    }
  }
}
