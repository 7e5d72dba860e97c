package dev.signalbox.gateway.config;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * A configuration with what belongs to its loading.
 *
 * @param config the configuration
 * @param file the file it came from; absent: defaults and environment only
 * @param warnings sentences to tell at the start; none stops it
 */
public record LoadedConfig(GatewayConfig config, Optional<Path> file, List<String> warnings) {
  public LoadedConfig {
    warnings = List.copyOf(warnings);
  }

  /** The same on another port; 0 takes any free one. */
  public LoadedConfig withPort(int port) {
    return new LoadedConfig(config.withPort(port), file, warnings);
  }

  /** The same with its state in the folder {@code dir}. */
  public LoadedConfig withStateIn(String dir) {
    return new LoadedConfig(config.withStateIn(dir), file, warnings);
  }
}
