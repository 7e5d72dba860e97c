package dev.signalbox.gateway.config;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * Where a configuration file is looked for when none is named.
 *
 * @param workingFolder the folder the program was started in
 * @param homeFolder the user's own folder
 */
public record ConfigFiles(Path workingFolder, Path homeFolder) {
  /** The name of the file in the working folder. */
  public static final String NAME = "config.toml";

  /** The places, the first that exists counts. */
  public List<Path> places() {
    return List.of(
        workingFolder.resolve(NAME), homeFolder.resolve(".config/signalbox").resolve(NAME));
  }

  /** The file to load: the one that was named, else the first place with one, else none. */
  public Optional<Path> find(Optional<Path> named) {
    return named.map(workingFolder::resolve).or(this::firstExisting);
  }

  private Optional<Path> firstExisting() {
    return places().stream().filter(Files::exists).findFirst();
  }
}
