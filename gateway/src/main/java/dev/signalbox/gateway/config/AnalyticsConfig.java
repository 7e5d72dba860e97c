package dev.signalbox.gateway.config;

import dev.signalbox.gateway.config.schema.Settings;
import dev.signalbox.gateway.config.schema.Tabled;
import java.time.Duration;

/** How what happens is stored: {@code [analytics]}. */
public record AnalyticsConfig(Settings settings) implements Tabled<AnalyticsConfig> {
  /** Whether a client sees the end of its answer only when the record is stored. */
  public boolean commitFirst() {
    return settings.get(AnalyticsKeys.DURABILITY);
  }

  /** Most records that may wait to be stored. */
  public int queue() {
    return settings.get(AnalyticsKeys.QUEUE);
  }

  /** How long requests, attempts and decisions are kept; zero keeps them for ever. */
  public Duration retention() {
    return settings.get(AnalyticsKeys.RETENTION);
  }

  /** What is kept of prompts and answers. */
  public CaptureConfig capture() {
    return new CaptureConfig(
        settings.get(AnalyticsKeys.CAPTURE),
        settings.get(AnalyticsKeys.SAMPLE_PERCENT),
        settings.get(AnalyticsKeys.CAPTURE_BYTES),
        settings.get(AnalyticsKeys.CAPTURE_RETENTION));
  }

  @Override
  public AnalyticsConfig with(Settings changed) {
    return new AnalyticsConfig(changed);
  }
}
