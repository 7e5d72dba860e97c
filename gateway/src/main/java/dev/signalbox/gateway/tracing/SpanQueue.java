package dev.signalbox.gateway.tracing;

import io.opentelemetry.context.Context;
import io.opentelemetry.sdk.common.CompletableResultCode;
import io.opentelemetry.sdk.trace.ReadWriteSpan;
import io.opentelemetry.sdk.trace.ReadableSpan;
import io.opentelemetry.sdk.trace.SpanProcessor;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.opentelemetry.sdk.trace.export.BatchSpanProcessor;
import io.opentelemetry.sdk.trace.export.SpanExporter;
import java.time.Duration;
import java.util.Collection;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;

/**
 * Spans that wait to be exported, a batch at a time, on a thread of the SDK. One that finds no room
 * is lost at once, and counted, as are those that no collector takes. Safe for use by several
 * threads: how many wait is atomic.
 */
final class SpanQueue implements SpanProcessor {
  private static final int BATCH = 512;

  /** By how much the SDK is more patient than the exporter, which knows what it waits for. */
  private static final Duration PATIENCE = Duration.ofSeconds(2);

  private final int most;
  private final SpanCounts counts;
  private final BatchSpanProcessor batches;
  private final AtomicInteger waiting = new AtomicInteger();

  /**
   * An empty queue in front of {@code exporter}.
   *
   * @param why says why the last export failed
   */
  SpanQueue(
      TracingSettings.Bounds bounds,
      SpanExporter exporter,
      SpanCounts counts,
      Supplier<String> why) {
    this.most = bounds.queue();
    this.counts = counts;
    this.batches =
        BatchSpanProcessor.builder(new Counting(exporter, why))
            .setMaxQueueSize(most)
            .setMaxExportBatchSize(Math.min(BATCH, most))
            .setScheduleDelay(bounds.delay())
            .setExporterTimeout(bounds.timeout().plus(PATIENCE))
            .build();
  }

  /** Spans that wait. */
  int waiting() {
    return waiting.get();
  }

  @Override
  public void onStart(Context parent, ReadWriteSpan span) {}

  @Override
  public boolean isStartRequired() {
    return false;
  }

  @Override
  public void onEnd(ReadableSpan span) {
    if (!span.getSpanContext().isSampled()) {
      return;
    }
    if (waiting.incrementAndGet() > most) {
      waiting.decrementAndGet();
      counts.lost(1, "the collector does not take them as fast as they come");
    } else {
      batches.onEnd(span);
    }
  }

  @Override
  public boolean isEndRequired() {
    return true;
  }

  @Override
  public CompletableResultCode forceFlush() {
    return batches.forceFlush();
  }

  @Override
  public CompletableResultCode shutdown() {
    return batches.shutdown();
  }

  /** Gives up those that still wait. */
  void giveUp() {
    counts.lost(
        waiting.getAndSet(0), "the process or the configuration ended before they were out");
  }

  /** Exports, and counts what comes of it. */
  private final class Counting implements SpanExporter {
    private final SpanExporter exporter;
    private final Supplier<String> why;

    Counting(SpanExporter exporter, Supplier<String> why) {
      this.exporter = exporter;
      this.why = why;
    }

    @Override
    public CompletableResultCode export(Collection<SpanData> spans) {
      int size = spans.size();
      CompletableResultCode result = exporter.export(spans);
      return result.whenComplete(
          () -> {
            waiting.addAndGet(-size);
            if (result.isSuccess()) {
              counts.exported(size);
            } else {
              counts.lost(size, why.get());
            }
          });
    }

    @Override
    public CompletableResultCode flush() {
      return exporter.flush();
    }

    @Override
    public CompletableResultCode shutdown() {
      return exporter.shutdown();
    }
  }
}
