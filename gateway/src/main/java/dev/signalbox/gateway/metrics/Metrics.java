package dev.signalbox.gateway.metrics;

import dev.signalbox.analytics.record.RequestRecord;
import dev.signalbox.engine.routing.Decision;
import dev.signalbox.gateway.config.MetricsConfig;
import io.micrometer.core.instrument.binder.jvm.ClassLoaderMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmGcMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmMemoryMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmThreadMetrics;
import io.micrometer.core.instrument.binder.system.FileDescriptorMetrics;
import io.micrometer.core.instrument.binder.system.ProcessorMetrics;
import io.micrometer.core.instrument.binder.system.UptimeMetrics;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import io.prometheus.metrics.model.snapshots.MetricSnapshots;
import io.vertx.core.buffer.Buffer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Optional;
import java.util.function.BiPredicate;
import java.util.function.UnaryOperator;

/**
 * What is counted and measured, from the start of the process to its end, whatever configuration is
 * served meanwhile. Told by all threads, which never wait; read by one at a time.
 */
public final class Metrics implements AutoCloseable {
  private final CoarseClock clock = new CoarseClock();
  private final PrometheusMeterRegistry registry;
  private final JvmGcMetrics collections = new JvmGcMetrics();
  private final Room room;
  private final Names names;
  private final RequestMeters requests;
  private final AttemptMeters attempts;
  private final DecisionMeters decisions;
  private volatile Optional<State> state = Optional.empty();

  /**
   * Who knows what labels need. Asked again and again, so nobody of them may block.
   *
   * @param listed whether a provider is known to serve a model
   * @param makers from the id of a provider to its name in the GenAI conventions
   * @param hashes from the label of a key to the beginning of its hash
   */
  public record Known(
      BiPredicate<String, String> listed,
      UnaryOperator<String> makers,
      UnaryOperator<String> hashes) {}

  /** Nothing counted so far. */
  public Metrics(MetricsConfig config, Known known) {
    PrometheusRegistry shown = new PrometheusRegistry();
    this.registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT, shown, clock);
    this.room = new Room(config.maxSeries());
    this.names = Names.of(config.labelValues(), known.listed());
    Instruments instruments = new Instruments(registry);
    KeyHashes hashes =
        new KeyHashes(config.keyHash() ? Optional.of(known.hashes()) : Optional.empty());
    this.requests = new RequestMeters(instruments, names, hashes, room);
    this.attempts = new AttemptMeters(instruments, names, known.makers(), room);
    this.decisions = new DecisionMeters(instruments, names, room);
    new JvmMemoryMetrics().bindTo(registry);
    new JvmThreadMetrics().bindTo(registry);
    new ClassLoaderMetrics().bindTo(registry);
    new ProcessorMetrics().bindTo(registry);
    new FileDescriptorMetrics().bindTo(registry);
    new UptimeMetrics().bindTo(registry);
    collections.bindTo(registry);
    shown.register(this::standing);
  }

  /** A request is over. */
  public void ended(RequestRecord record) {
    clock.look();
    requests.ended(record);
    attempts.ended(record);
  }

  /** A decision was carried out. */
  public void decided(Decision decision) {
    decisions.ended(decision);
  }

  /** From now on, that is who tells how the process stands. */
  public void under(State next) {
    state = Optional.of(next);
  }

  private MetricSnapshots standing() {
    Figures figures = new Figures();
    figures.gauge(
        "signalbox_metrics_series",
        "Lines of what requests are counted and measured by",
        room.taken());
    figures.gauge("signalbox_metrics_series_max", "Most of these: metrics.max_series", room.most());
    state.ifPresent(
        now -> {
          ProcessFigures.add(now, figures);
          ServingFigures.add(now, names, figures);
        });
    return figures.gathered();
  }

  /** All of it in {@code format}; takes its milliseconds, so not for an event loop. */
  public Buffer text(TextFormat format) {
    clock.look();
    ByteArrayOutputStream text = new ByteArrayOutputStream(1 << 16);
    try {
      registry.scrape(text, format.contentType());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return Buffer.buffer(text.toByteArray());
  }

  @Override
  public void close() {
    collections.close();
    registry.close();
  }
}
