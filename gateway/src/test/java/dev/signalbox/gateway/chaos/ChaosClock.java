package dev.signalbox.gateway.chaos;

import dev.signalbox.gateway.pipeline.Serving;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Clocks that go as those of the machine do, and jump when they are told to: what waits for minutes
 * need not be waited for. Timers go by the machine's.
 */
final class ChaosClock {
  private final Instant began;
  private final long beganNanos = System.nanoTime();
  private final AtomicLong ahead = new AtomicLong();
  private final AtomicLong turned = new AtomicLong();

  ChaosClock(Instant began) {
    this.began = began;
  }

  /** For a gateway. */
  Serving.Clocks clocks() {
    return Serving.Clocks.of(this::wall, this::nanos);
  }

  /** Time goes by. */
  void pass(Duration time) {
    ahead.addAndGet(time.toNanos());
  }

  /** Somebody sets the time of day. */
  void turn(Duration by) {
    turned.addAndGet(by.toNanos());
  }

  /** Monotonic. */
  long nanos() {
    return System.nanoTime() + ahead.get();
  }

  /** The time of day. */
  Instant wall() {
    return began.plusNanos(nanos() - beganNanos + turned.get());
  }
}
