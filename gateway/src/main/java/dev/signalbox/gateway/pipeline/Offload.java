package dev.signalbox.gateway.pipeline;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.util.function.Supplier;

/** Computes what depends on a request's size: at once when it is small, else on a worker thread. */
public final class Offload {
  /** Bodies above this many bytes are worked on elsewhere, so that an event loop never waits. */
  private static final int BYTES = 64 * 1024;

  private Offload() {}

  /** What {@code work} gives for a body of {@code size} bytes. */
  public static <T> Future<T> compute(Vertx vertx, int size, Supplier<T> work) {
    return size <= BYTES ? Future.succeededFuture(work.get()) : away(vertx, work);
  }

  /** What {@code work} gives on a worker thread. */
  public static <T> Future<T> away(Vertx vertx, Supplier<T> work) {
    Promise<T> done = Promise.promise();
    vertx
        .executeBlocking(
            () -> {
              T result = work.get();
              return (Runnable) () -> done.complete(result);
            },
            false)
        .onSuccess(Runnable::run)
        .onFailure(done::fail);
    return done.future();
  }
}
