package dev.signalbox.gateway.config;

import dev.signalbox.analytics.store.Place;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Where state is kept: {@code [database]}.
 *
 * @param dir folder, relative to the one the program was started in
 * @param server a server that keeps it instead
 */
public record DatabaseConfig(String dir, Optional<DatabaseUrl> server) {
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
