package dev.signalbox.gateway.metrics;

import dev.signalbox.gateway.wire.problem.Problem;
import dev.signalbox.gateway.wire.problem.ProblemKind;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.WorkerExecutor;
import io.vertx.core.buffer.Buffer;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;

/**
 * Writes figures for whoever asks, one after the other on a thread of its own, so that no event
 * loop waits and no work of others either.
 */
public final class Scrapes {
  /** Those that may wait: as many Prometheus servers as anybody has, each some times. */
  static final int MOST_WAITING = 16;

  private static final long RETRY_SECONDS = 5;

  private final Metrics metrics;
  private final Supplier<Future<?>> prepared;
  private final WorkerExecutor thread;
  private final AtomicInteger waiting = new AtomicInteger();

  /**
   * For {@code metrics}.
   *
   * @param prepared done, soon and in any case, when what takes longer to know has been asked for
   */
  public Scrapes(Metrics metrics, Supplier<Future<?>> prepared, Vertx vertx) {
    this.metrics = metrics;
    this.prepared = prepared;
    this.thread = vertx.createSharedWorkerExecutor("signalbox-metrics", 1);
  }

  /** All figures in {@code format}. */
  Future<Buffer> text(TextFormat format) {
    if (waiting.incrementAndGet() > MOST_WAITING) {
      waiting.decrementAndGet();
      throw Problem.of(
              ProblemKind.OVERLOADED,
              "%d read these figures already, and no more may; try again in %d s"
                  .formatted(MOST_WAITING, RETRY_SECONDS))
          .withRetryAfter(RETRY_SECONDS)
          .toException();
    }
    return prepared
        .get()
        .transform(_ -> thread.executeBlocking(() -> metrics.text(format), false))
        .map(Objects::requireNonNull)
        .onComplete(_ -> waiting.decrementAndGet());
  }
}
