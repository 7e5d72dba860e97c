package dev.signalbox.gateway.pipeline.calling;

import dev.signalbox.gateway.exchange.Exchange;
import dev.signalbox.gateway.pipeline.Serving;
import java.util.function.LongSupplier;

/**
 * The time that one request may take, all attempts and waits included.
 *
 * @param clockNanos monotonic
 * @param endsNanos on that clock
 */
record Deadline(LongSupplier clockNanos, long endsNanos) {
  private static final long NANOS = 1_000_000;

  /** The deadline of a request that is being served. */
  static Deadline of(Serving serving, Exchange exchange) {
    LongSupplier clock = serving.clocks().nanos();
    long left = serving.limits().requestTime().toMillis() - exchange.times().totalMillis();
    return new Deadline(clock, clock.getAsLong() + left * NANOS);
  }

  /** Milliseconds left, rounded up; 0 when it is over. */
  long leftMillis() {
    return Math.max(0, Math.ceilDiv(endsNanos - clockNanos.getAsLong(), NANOS));
  }

  boolean over() {
    return leftMillis() == 0;
  }
}
