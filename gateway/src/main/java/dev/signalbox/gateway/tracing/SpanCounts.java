package dev.signalbox.gateway.tracing;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What became of spans since the start of the process. Safe for use by several threads: every
 * figure is atomic by itself.
 */
public final class SpanCounts {
  private static final Logger log = LoggerFactory.getLogger(SpanCounts.class);
  private static final long WARN_NANOS = TimeUnit.MINUTES.toNanos(1);

  private final Consumer<String> counter;
  private final LongSupplier nanos;
  private final LongAdder exported = new LongAdder();
  private final LongAdder lost = new LongAdder();
  private final AtomicLong untold = new AtomicLong();
  private final AtomicLong toldAt;

  /**
   * Nothing so far.
   *
   * @param counter counts what goes wrong, by name
   * @param nanos monotonic, in nanoseconds
   */
  public SpanCounts(Consumer<String> counter, LongSupplier nanos) {
    this.counter = counter;
    this.nanos = nanos;
    this.toldAt = new AtomicLong(nanos.getAsLong() - WARN_NANOS);
  }

  void exported(int spans) {
    exported.add(spans);
  }

  /** Counts {@code spans} that no collector has; the log tells of them, once a minute at most. */
  void lost(int spans, String why) {
    if (spans <= 0) {
      return;
    }
    lost.add(spans);
    untold.addAndGet(spans);
    for (int i = 0; i < spans; i++) {
      counter.accept("span_lost");
    }
    long now = nanos.getAsLong();
    long last = toldAt.get();
    if (now - last >= WARN_NANOS && toldAt.compareAndSet(last, now)) {
      log.warn("{} spans of traces were lost: {}", untold.getAndSet(0), why);
    }
  }

  /** Spans that a collector took. */
  public long exported() {
    return exported.sum();
  }

  /** Spans that are lost. */
  public long lost() {
    return lost.sum();
  }
}
