package dev.signalbox.gateway.config;

import dev.signalbox.gateway.config.schema.Settings;
import dev.signalbox.gateway.config.schema.Tabled;
import java.util.Optional;

/** Figures for Prometheus: {@code [metrics]}. */
public record MetricsConfig(Settings settings) implements Tabled<MetricsConfig> {
  static final String ANYBODY = "anybody";

  /** Whether anything is measured. */
  public boolean enabled() {
    return settings.get(MetricsKeys.ENABLED);
  }

  /** The path they are read at. */
  public String endpoint() {
    return settings.get(MetricsKeys.ENDPOINT);
  }

  /** Id of the role that reads them; empty: anybody may. */
  public Optional<String> role() {
    return Optional.of(settings.get(MetricsKeys.ROLE)).filter(role -> !role.equals(ANYBODY));
  }

  /** What reads them and opens nothing else. */
  public Optional<Secret> token() {
    return settings.get(MetricsKeys.TOKEN);
  }

  /** Whether keys are told apart by a hash too. */
  public boolean keyHash() {
    return settings.get(MetricsKeys.KEY_HASH);
  }

  /** Values of a label that are told apart. */
  public int labelValues() {
    return settings.get(MetricsKeys.LABEL_VALUES);
  }

  /** Most lines of all that requests are counted and measured by. */
  public int maxSeries() {
    return settings.get(MetricsKeys.MAX_SERIES);
  }

  @Override
  public MetricsConfig with(Settings changed) {
    return new MetricsConfig(changed);
  }
}
