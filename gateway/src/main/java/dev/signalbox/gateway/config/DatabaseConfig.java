package dev.signalbox.gateway.config;

import dev.signalbox.analytics.store.Place;
import dev.signalbox.gateway.config.schema.Settings;
import dev.signalbox.gateway.config.schema.Tabled;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Where state is kept: {@code [database]}.
 *
 * @param masterKeys what the variable {@code SIGNALBOX_KEY} says: keys that secrets are sealed
 *     under
 */
public record DatabaseConfig(Settings settings, Optional<Secret> masterKeys)
    implements Tabled<DatabaseConfig> {
  /** Folder, relative to the one the program was started in. */
  public String dir() {
    return settings.get(AnalyticsKeys.DIR);
  }

  /** A server that keeps it instead. */
  public Optional<DatabaseUrl> server() {
    return settings.get(AnalyticsKeys.URL);
  }

  /** Where that is. */
  public Place place() {
    return server()
        .<Place>map(DatabaseConfig::serverOf)
        .orElseGet(() -> new Place.Folder(Path.of(dir())));
  }

  private static Place.Server serverOf(DatabaseUrl url) {
    return new Place.Server(url.jdbc(), url.user(), url.password().map(Secret::value).orElse(""));
  }

  @Override
  public DatabaseConfig with(Settings changed) {
    return new DatabaseConfig(changed, masterKeys);
  }
}
