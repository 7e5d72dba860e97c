package dev.signalbox.gateway.tracing;

import dev.signalbox.gateway.exchange.Tracing;
import dev.signalbox.gateway.pipeline.Serving;
import dev.signalbox.gateway.protect.Dependencies;
import dev.signalbox.gateway.reach.HostResolver;
import io.opentelemetry.common.ComponentLoader;
import io.opentelemetry.exporter.otlp.http.trace.OtlpHttpSpanExporter;
import io.opentelemetry.sdk.common.Clock;
import io.opentelemetry.sdk.common.CompletableResultCode;
import io.opentelemetry.sdk.common.export.HttpSenderProvider;
import io.opentelemetry.sdk.resources.Resource;
import io.opentelemetry.sdk.resources.ResourceBuilder;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.opentelemetry.sdk.trace.SpanLimits;
import io.opentelemetry.sdk.trace.samplers.Sampler;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.logging.Level;
import java.util.logging.Logger;

/** Spans on their way to one collector, under one configuration. Used by all threads. */
public final class SpanExport {
  /** What it says of failed exports we count, and tell once a minute. */
  private static final Logger SDK_LOG = Logger.getLogger("io.opentelemetry");

  private static final Duration LONGEST_END = Duration.ofSeconds(5);
  private static final int LEAST_ATTRIBUTE = 1_024;
  private static final long BILLION = 1_000_000_000L;

  private final TracingSettings settings;
  private final SpanQueue queue;
  private final SdkTracerProvider provider;
  private final Collector collector;
  private final Tracing tracing;

  /** What it works with. */
  public record Room(
      Vertx vertx, HostResolver resolver, Serving.Clocks clocks, Dependencies dependencies) {}

  private SpanExport(Room room, TracingSettings settings, SpanCounts counts) {
    SDK_LOG.setLevel(Level.OFF);
    this.settings = settings;
    this.collector = new Collector(room, settings);
    this.queue = new SpanQueue(settings.bounds(), exporter(settings), counts, collector::trouble);
    this.provider =
        SdkTracerProvider.builder()
            .setClock(new SpanClock(room.clocks()))
            .setResource(resource(settings))
            .setSampler(Sampler.parentBased(Sampler.traceIdRatioBased(settings.sampleShare())))
            .setSpanLimits(
                SpanLimits.builder()
                    .setMaxAttributeValueLength(
                        Math.max(LEAST_ATTRIBUTE, settings.content().maxBytes()))
                    .build())
            .addSpanProcessor(queue)
            .build();
    this.tracing = new SpanTracing(provider.get("dev.signalbox.gateway"), settings.content());
  }

  /** Exports spans under {@code settings}; {@code counts} tell what becomes of them. */
  public static SpanExport open(Room room, TracingSettings settings, SpanCounts counts) {
    return new SpanExport(room, settings, counts);
  }

  /** No collector is asked any more. */
  public static void forget(Dependencies dependencies) {
    dependencies.keep(Collector.NAME, Set.of());
  }

  /** Makes the spans. */
  public Tracing tracing() {
    return tracing;
  }

  public TracingSettings settings() {
    return settings;
  }

  /** Spans that wait. */
  public int waiting() {
    return queue.waiting();
  }

  /** Exports what waits, within a few seconds, and ends. */
  public Future<Void> close() {
    long millis = Math.min(LONGEST_END.toMillis(), settings.bounds().timeout().toMillis());
    return done(provider.shutdown())
        .timeout(millis, TimeUnit.MILLISECONDS)
        .otherwiseEmpty()
        .onComplete(
            _ -> {
              collector.shutdown();
              queue.giveUp();
            });
  }

  private static Future<Void> done(CompletableResultCode result) {
    Promise<Void> done = Promise.promise();
    result.whenComplete(done::tryComplete);
    return done.future();
  }

  /** The SDK looks for a sender by itself; it finds ours. */
  private OtlpHttpSpanExporter exporter(TracingSettings settings) {
    HttpSenderProvider ours = _ -> collector;
    return OtlpHttpSpanExporter.builder()
        .setEndpoint(settings.collector().traces().toString())
        .setTimeout(settings.bounds().timeout())
        .setComponentLoader(
            new ComponentLoader() {
              @Override
              public <T> Iterable<T> load(Class<T> wanted) {
                return wanted.isInstance(ours) ? List.of(wanted.cast(ours)) : List.of();
              }
            })
        .build();
  }

  private static Resource resource(TracingSettings settings) {
    ResourceBuilder resource = Resource.getDefault().toBuilder();
    settings.resource().forEach(resource::put);
    return resource.build();
  }

  /** The clocks of the gateway. */
  private record SpanClock(Serving.Clocks clocks) implements Clock {
    @Override
    public long now() {
      Instant now = clocks.wall().instant();
      return now.getEpochSecond() * BILLION + now.getNano();
    }

    @Override
    public long nanoTime() {
      return clocks.nanos().getAsLong();
    }
  }
}
