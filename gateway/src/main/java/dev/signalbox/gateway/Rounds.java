package dev.signalbox.gateway;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;

/**
 * Rounds of the same work, one after the other: one that is due while the last is still under way
 * is left out, so that a database that does not answer holds one thread and not all of them.
 */
final class Rounds {
  private final AtomicReference<Future<?>> last = new AtomicReference<>(Future.succeededFuture());

  /** Begins {@code round}, unless the last one is still under way. */
  void next(Supplier<Future<?>> round) {
    Future<?> before = last.get();
    Promise<Void> over = Promise.promise();
    if (before.isComplete() && last.compareAndSet(before, over.future())) {
      begun(round).onComplete(_ -> over.complete());
    }
  }

  /** Done when none is under way. */
  Future<?> over() {
    return last.get();
  }

  private static Future<?> begun(Supplier<Future<?>> round) {
    try {
      return round.get();
    } catch (RuntimeException e) {
      return Future.failedFuture(e);
    }
  }
}
