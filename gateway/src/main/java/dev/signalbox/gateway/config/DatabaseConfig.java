package dev.signalbox.gateway.config;

import dev.signalbox.analytics.store.Place;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Where state is kept: {@code [database]}.
 *
 * @param dir folder, relative to the one the program was started in
 * @param server a server that keeps it instead
 * @param masterKeys what the variable {@code SIGNALBOX_KEY} says: keys that secrets are sealed
 *     under
 */
public record DatabaseConfig(
    String dir, Optional<DatabaseUrl> server, Optional<Secret> masterKeys) {
  /** A folder or a server, and no keys from the environment. */
  public DatabaseConfig(String dir, Optional<DatabaseUrl> server) {
    this(dir, server, Optional.empty());
  }

  /** Where that is. */
  public Place place() {
    return server
        .<Place>map(DatabaseConfig::serverOf)
        .orElseGet(() -> new Place.Folder(Path.of(dir)));
  }

  private static Place.Server serverOf(DatabaseUrl url) {
    return new Place.Server(url.jdbc(), url.user(), url.password().map(Secret::value).orElse(""));
  }
}
