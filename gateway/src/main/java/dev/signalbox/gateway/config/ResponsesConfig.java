package dev.signalbox.gateway.config;

import dev.signalbox.gateway.config.schema.Settings;
import dev.signalbox.gateway.config.schema.Tabled;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;

/** What is kept of Responses conversations: {@code [responses]}. */
public record ResponsesConfig(Settings settings) implements Tabled<ResponsesConfig> {
  /** Where they can be kept. */
  public enum Keeping {
    /** In each process, for itself. */
    MEMORY,
    /** Where all nodes find them. */
    DATABASE;

    /** Its name in files. */
    public String id() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /** Where they are to be kept; empty where that is not said. */
  public Optional<Keeping> keeping() {
    return settings.get(GatewayKeys.KEEPING);
  }

  /** How long an answer can be continued; zero keeps none. */
  public Duration retention() {
    return settings.get(GatewayKeys.RETENTION);
  }

  /** Answers kept; the oldest go first. */
  public int maxStored() {
    return settings.get(GatewayKeys.MAX_STORED);
  }

  /** Bytes kept; the oldest go first. */
  public long maxBytes() {
    return settings.get(GatewayKeys.MAX_BYTES);
  }

  @Override
  public ResponsesConfig with(Settings changed) {
    return new ResponsesConfig(changed);
  }
}
