package dev.signalbox.gateway;

import dev.signalbox.gateway.config.GatewayConfig;
import dev.signalbox.gateway.config.Secret;
import dev.signalbox.gateway.config.TracingConfig;
import dev.signalbox.gateway.exchange.Tracing;
import dev.signalbox.gateway.execution.FaultCounters;
import dev.signalbox.gateway.pipeline.Serving;
import dev.signalbox.gateway.protect.Dependencies;
import dev.signalbox.gateway.reach.SystemResolver;
import dev.signalbox.gateway.tracing.CollectorAddress;
import dev.signalbox.gateway.tracing.SpanCounts;
import dev.signalbox.gateway.tracing.SpanExport;
import dev.signalbox.gateway.tracing.TracingReport;
import dev.signalbox.gateway.tracing.TracingSettings;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.net.URI;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;

/**
 * From the configuration to traces. What exports is made when the first event loop asks for it,
 * goes on where a configuration wants the same, and ends when no event loop serves one that wants
 * it. Guarded by its own monitor.
 */
final class TracingWiring {
  private static final URI STANDARD = URI.create("http://localhost:4318");
  private static final String SERVICE_NAME = "service.name";

  private final Vertx vertx;
  private final Serving.Clocks clocks;
  private final Dependencies dependencies;
  private final SpanCounts counts;

  /** Tells this process from others of the same service; drawn when it is first told. */
  private Optional<String> instance = Optional.empty();

  private final List<Held> open = new ArrayList<>(1);

  /** What exports, and how many event loops use it. */
  private static final class Held {
    private final SpanExport export;
    private int holders = 1;

    Held(SpanExport export) {
      this.export = export;
    }
  }

  /** What an event loop has of it. */
  interface Taken {
    /** Follows its requests. */
    Tracing tracing();

    /** Gives it back; done when the last who does so has waited for what was still to go out. */
    Future<Void> giveBack();
  }

  TracingWiring(
      Vertx vertx, Serving.Clocks clocks, FaultCounters counters, Dependencies dependencies) {
    this.vertx = vertx;
    this.clocks = clocks;
    this.dependencies = dependencies;
    this.counts = new SpanCounts(counters::count, clocks.nanos());
  }

  /** Follows requests as {@code config} wants it, for one event loop. */
  synchronized Taken take(GatewayConfig config) {
    return config.tracing().enabled() ? new Use(held(settingsOf(config))) : new Off();
  }

  /** What became of spans; empty where no request is traced. */
  synchronized Optional<TracingReport> report() {
    return open.isEmpty()
        ? Optional.empty()
        : Optional.of(
            new TracingReport(
                open.stream().mapToInt(held -> held.export.waiting()).sum(),
                open.getLast().export.settings().bounds().queue(),
                counts.exported(),
                counts.lost()));
  }

  private Held held(TracingSettings settings) {
    for (Held held : open) {
      if (held.export.settings().equals(settings)) {
        held.holders++;
        return held;
      }
    }
    Held made =
        new Held(
            SpanExport.open(
                new SpanExport.Room(vertx, new SystemResolver(vertx), clocks, dependencies),
                settings,
                counts));
    open.add(made);
    return made;
  }

  private synchronized Future<Void> givenBack(Held held) {
    held.holders--;
    if (held.holders > 0) {
      return Future.succeededFuture();
    }
    open.remove(held);
    if (open.isEmpty()) {
      SpanExport.forget(dependencies);
    }
    return held.export.close();
  }

  private TracingSettings settingsOf(GatewayConfig config) {
    TracingConfig tracing = config.tracing();
    Map<String, String> resource = new HashMap<>();
    resource.put(SERVICE_NAME, "signalbox");
    resource.put("service.version", Version.current());
    instance = instance.or(() -> Optional.of(UUID.randomUUID().toString()));
    resource.put("service.instance.id", instance.orElseThrow());
    resource.putAll(tracing.resource());
    tracing.serviceName().ifPresent(name -> resource.put(SERVICE_NAME, name));
    return new TracingSettings(
        CollectorAddress.below(tracing.endpoint().orElse(STANDARD)),
        tracing.headers().entrySet().stream()
            .collect(Collectors.toMap(Map.Entry::getKey, header -> value(header.getValue()))),
        resource,
        tracing.samplePercent() / 100,
        new TracingSettings.Bounds(
            tracing.bounds().queue(), tracing.bounds().timeout(), tracing.bounds().delay()),
        tracing.content().included()
            ? new TracingSettings.Content(
                tracing.content().maxBytes(), CaptureWiring.maskingOf(config))
            : TracingSettings.Content.NONE);
  }

  private static String value(Secret secret) {
    return secret.value();
  }

  private record Off() implements Taken {
    @Override
    public Tracing tracing() {
      return Tracing.OFF;
    }

    @Override
    public Future<Void> giveBack() {
      return Future.succeededFuture();
    }
  }

  private final class Use implements Taken {
    private final Held held;

    Use(Held held) {
      this.held = held;
    }

    @Override
    public Tracing tracing() {
      return held.export.tracing();
    }

    @Override
    public Future<Void> giveBack() {
      return givenBack(held);
    }
  }
}
