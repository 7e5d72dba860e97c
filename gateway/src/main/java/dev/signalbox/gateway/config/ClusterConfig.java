package dev.signalbox.gateway.config;

import dev.signalbox.gateway.config.schema.Settings;
import dev.signalbox.gateway.config.schema.Tabled;
import java.time.Duration;
import java.util.Optional;

/** What holds where several processes share a database: {@code [cluster]}. */
public record ClusterConfig(Settings settings) implements Tabled<ClusterConfig> {
  /** Name of this process; empty for that of its machine. */
  public Optional<String> node() {
    return settings.get(ClusterKeys.NODE);
  }

  /** How long a node may be silent until the others take it for lost. */
  public Duration lease() {
    return settings.get(ClusterKeys.LEASE);
  }

  /** How long a node that cannot reach the database says that it is ready; zero for ever. */
  public Duration unreadyAfter() {
    return settings.get(ClusterKeys.UNREADY_AFTER);
  }

  /** How long a node that is to stop goes on taking requests while it says that it is not ready. */
  public Duration leave() {
    return settings.get(ClusterKeys.LEAVE);
  }

  @Override
  public ClusterConfig with(Settings changed) {
    return new ClusterConfig(changed);
  }
}
