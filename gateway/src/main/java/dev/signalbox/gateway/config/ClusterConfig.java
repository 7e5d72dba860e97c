package dev.signalbox.gateway.config;

import dev.signalbox.gateway.config.schema.Settings;
import dev.signalbox.gateway.config.schema.Tabled;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;

/** What holds where several processes share a database: {@code [cluster]}. */
public record ClusterConfig(Settings settings) implements Tabled<ClusterConfig> {
  /** Where what was taken of limits is counted. */
  public enum Limits {
    /** In each process, for itself. */
    LOCAL,
    POSTGRESQL,
    REDIS;

    /** Its name in files. */
    public String id() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /** Where what was taken of limits is to be counted; empty where that is not said. */
  public Optional<Limits> limits() {
    return settings.get(ClusterKeys.LIMITS);
  }

  /** A Redis server. */
  public Optional<RedisUrl> redis() {
    return settings.get(ClusterKeys.REDIS_URL);
  }

  /** How long a request waits for shared limits. */
  public Duration limitPatience() {
    return settings.get(ClusterKeys.LIMIT_TIMEOUT);
  }

  /** Whether requests under a limit are refused while shared limits do not answer. */
  public boolean refusesWithoutLimits() {
    return settings.get(ClusterKeys.ON_LIMIT_STORE_FAILURE);
  }

  /** How many gateways share limits, until the store has told. */
  public int replicas() {
    return settings.get(ClusterKeys.REPLICAS);
  }

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
