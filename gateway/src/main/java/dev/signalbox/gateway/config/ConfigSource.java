package dev.signalbox.gateway.config;

import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;

/**
 * Where a configuration comes from, now and whenever it is loaded anew.
 *
 * @param loader knows the environment
 * @param file the file; absent: there is none, and none can be written
 * @param otherwise what is loaded where there is no file
 * @param changed what the command line sets over it
 */
public record ConfigSource(
    ConfigLoader loader,
    Optional<Path> file,
    Supplier<LoadedConfig> otherwise,
    UnaryOperator<LoadedConfig> changed) {

  /** One without a file, and without an environment. */
  public static ConfigSource fixed(LoadedConfig config) {
    return new ConfigSource(
        new ConfigLoader(Map.of()), Optional.empty(), () -> config, UnaryOperator.identity());
  }

  /**
   * The configuration as it is there now. Blocks.
   *
   * @throws ConfigException with everything that is wrong
   */
  public LoadedConfig load() {
    return changed.apply(file.map(loader::load).orElseGet(otherwise));
  }

  /**
   * The configuration that {@code text} would be in the place of the file.
   *
   * @throws ConfigException with everything that is wrong
   */
  public LoadedConfig read(String text) {
    LoadedConfig read = loader.parse(name(), text);
    return changed.apply(new LoadedConfig(read.config(), file, read.warnings(), read.written()));
  }

  /** What messages call the file. */
  public String name() {
    return file.map(path -> String.valueOf(path.getFileName())).orElse("the configuration");
  }
}
