package dev.signalbox.gateway;

import io.vertx.core.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;

/**
 * Rounds of the same work, one after the other: one that is due while the last is still under way
 * is left out, so that a database that does not answer holds one thread and not all of them.
 */
final class Rounds {
  private final AtomicBoolean underWay = new AtomicBoolean();

  /** Begins {@code round}, unless the last one is still under way. */
  void next(Supplier<Future<?>> round) {
    if (underWay.compareAndSet(false, true)) {
      begun(round).onComplete(_ -> underWay.set(false));
    }
  }

  private static Future<?> begun(Supplier<Future<?>> round) {
    try {
      return round.get();
    } catch (RuntimeException e) {
      return Future.failedFuture(e);
    }
  }
}
