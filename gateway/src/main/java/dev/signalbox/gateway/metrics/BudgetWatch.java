package dev.signalbox.gateway.metrics;

import dev.signalbox.analytics.budget.Standing;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/**
 * How budgets stand, by a look at the database now and then while somebody reads figures. Nobody
 * waits for it for long: what was known before counts until more is known. Used by all threads.
 */
public final class BudgetWatch {
  private static final long FRESH_NANOS = TimeUnit.SECONDS.toNanos(5);
  private static final long PATIENCE_MILLIS = 25;

  private final Vertx vertx;
  private final Supplier<List<Standing>> reading;
  private final LongSupplier nanos;
  private final AtomicBoolean looks = new AtomicBoolean();
  private volatile Known known;

  /** What is known, and until when that is new enough. */
  private record Known(List<Standing> standings, long until) {}

  /**
   * Knows nothing yet.
   *
   * @param reading reads the database, and blocks
   * @param nanos monotonic
   */
  public BudgetWatch(Vertx vertx, Supplier<List<Standing>> reading, LongSupplier nanos) {
    this.vertx = vertx;
    this.reading = reading;
    this.nanos = nanos;
    this.known = new Known(List.of(), nanos.getAsLong());
  }

  /** What is known. */
  public List<Standing> known() {
    return known.standings();
  }

  /** Looks again if it is time; done when that is, and soon in any case. */
  public Future<?> looked() {
    if (nanos.getAsLong() - known.until() < 0 || !looks.compareAndSet(false, true)) {
      return Future.succeededFuture();
    }
    Future<?> look =
        vertx
            .executeBlocking(reading::get, false)
            .onSuccess(
                found ->
                    known =
                        new Known(
                            List.copyOf(Objects.requireNonNull(found)),
                            nanos.getAsLong() + FRESH_NANOS))
            .onComplete(_ -> looks.set(false));
    return Future.any(look, vertx.timer(PATIENCE_MILLIS, TimeUnit.MILLISECONDS));
  }
}
