package dev.signalbox.gateway;

import dev.signalbox.analytics.capture.Masking;
import dev.signalbox.gateway.config.CaptureConfig;
import dev.signalbox.gateway.config.GatewayConfig;
import dev.signalbox.gateway.config.Secret;
import dev.signalbox.gateway.exchange.Captures;
import java.time.InstantSource;
import java.util.stream.Stream;

/** From the configuration to what is kept of prompts and answers. */
final class CaptureWiring {
  /** Shorter values of headers tell nothing. */
  private static final int LEAST_OF_HEADERS = 8;

  private CaptureWiring() {}

  static Captures capturesOf(GatewayConfig config, Store store, InstantSource clock) {
    CaptureConfig capture = config.analytics().capture();
    return new Captures(
        new Captures.Settings(
            capture.of(), capture.samplePercent(), capture.maxBytes(), maskingOf(config)),
        fact ->
            store.writers().captures().offer(fact), // one that is lost is counted and logged there
        clock);
  }

  /** Every secret of the configuration that a prompt or an answer could hold. */
  private static Masking maskingOf(GatewayConfig config) {
    return new Masking(
        Stream.of(
                config.server().apiKeys().stream(),
                config.calledProviders().stream().flatMap(provider -> provider.secrets().stream()),
                config.calledProviders().stream()
                    .flatMap(provider -> provider.headers().values().stream())
                    .filter(value -> value.value().length() >= LEAST_OF_HEADERS),
                config.keyMap().stream().flatMap(entry -> entry.secrets().stream()))
            .flatMap(secrets -> secrets)
            .map(Secret::value)
            .toList());
  }
}
