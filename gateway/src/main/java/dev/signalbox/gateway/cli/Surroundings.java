package dev.signalbox.gateway.cli;

import dev.signalbox.gateway.config.ConfigFiles;
import java.util.Map;

/**
 * What commands know of the world.
 *
 * @param environment the environment variables
 * @param files where configuration files are
 * @param terminal where commands write
 * @param version this program's version
 */
public record Surroundings(
    Map<String, String> environment, ConfigFiles files, Terminal terminal, String version) {
  public Surroundings {
    environment = Map.copyOf(environment);
  }
}
