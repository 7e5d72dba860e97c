package dev.signalbox.gateway.config;

import dev.signalbox.gateway.config.schema.Node;
import dev.signalbox.gateway.config.schema.Place;
import dev.signalbox.gateway.config.schema.Trees;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A configuration with what belongs to its loading.
 *
 * @param config the configuration
 * @param file the file it came from; absent: defaults and environment only
 * @param warnings sentences to tell at the start; none stops it
 * @param written what it was read from
 */
public record LoadedConfig(
    GatewayConfig config, Optional<Path> file, List<String> warnings, Written written) {
  private static final String COMMAND_LINE = "command line";

  /**
   * What a configuration was read from.
   *
   * @param text of the file; empty text where there is none
   * @param tree of the text, and what the environment and the command line set over it, before
   *     variables were replaced
   */
  public record Written(String text, Node.Table tree) {
    /** Nothing at all. */
    public static final Written NOTHING =
        new Written("", new Node.Table(Map.of(), new Place("defaults", 0, "")));

    /** Without the text, which has secrets. */
    @Override
    public String toString() {
      return "Written[" + tree.place() + "]";
    }

    Written with(String section, String key, Node value) {
      return new Written(text, Trees.set(tree, section, key, value));
    }
  }

  /** One that was not read from anything. */
  public static LoadedConfig of(GatewayConfig config) {
    return new LoadedConfig(config, Optional.empty(), List.of(), Written.NOTHING);
  }

  public LoadedConfig {
    warnings = List.copyOf(warnings);
  }

  /** The same on another port; 0 takes any free one. */
  public LoadedConfig withPort(int port) {
    Place place = new Place(COMMAND_LINE, 0, "server.port");
    return new LoadedConfig(
        config.withPort(port),
        file,
        warnings,
        written.with("server", "port", new Node.Whole(port, place)));
  }

  /** The same with its state in the folder {@code dir}. */
  public LoadedConfig withStateIn(String dir) {
    Place place = new Place(COMMAND_LINE, 0, "database.dir");
    return new LoadedConfig(
        config.withStateIn(dir),
        file,
        warnings,
        written.with("database", "dir", new Node.Text(dir, dir, place)));
  }
}
