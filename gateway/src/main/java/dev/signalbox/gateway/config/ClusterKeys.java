package dev.signalbox.gateway.config;

import dev.signalbox.gateway.config.schema.Key;
import dev.signalbox.gateway.config.schema.Kinds;
import dev.signalbox.gateway.config.schema.Section;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The keys of {@code [cluster]}. */
final class ClusterKeys {
  static final Key<Optional<String>> NODE =
      Key.optional(
              "node",
              Kinds.matching(
                  "[A-Za-z0-9][A-Za-z0-9._-]{0,62}",
                  "letters, digits, dots, lines and hyphens, 63 at the most"),
              "name of this process in records and at /v1/nodes; left out, that of its machine")
          .fixedAtStart();

  static final Key<Duration> LEASE =
      Key.of(
              "lease_seconds",
              Kinds.seconds(5, 600),
              Duration.ofSeconds(45),
              "how long a node may be silent until the others take it for lost, and end what it had"
                  + " reserved; the same on all")
          .fixedAtStart();

  static final Key<Duration> UNREADY_AFTER =
      Key.of(
              "unready_after_seconds",
              Kinds.seconds(0, 86_400),
              Duration.ZERO,
              "how long a node that cannot reach the database says that it is ready; 0 is for ever")
          .fixedAtStart();

  static final Key<Duration> LEAVE =
      Key.of(
              "leave_seconds",
              Kinds.seconds(0, 600),
              Duration.ZERO,
              "how long a node that is to stop goes on taking requests while it says that it is not"
                  + " ready, so that a balancer turns to the others")
          .fixedAtStart();
  static final Key<Optional<ClusterConfig.Limits>> LIMITS =
      Key.optional(
              "limits",
              Kinds.choice(
                  CommonKinds.byId(ClusterConfig.Limits.values(), ClusterConfig.Limits::id)),
              "where what was taken of limits is counted: local is in each gateway for itself;"
                  + " without this key redis where there is a redis_url, else postgresql where there"
                  + " is a database.url, else local")
          .fixedAtStart();
  static final Key<Optional<RedisUrl>> REDIS_URL =
      Key.optional(
              "redis_url",
              Kinds.secret("the address of a Redis server", RedisUrl::parse),
              "a Redis server, such as rediss://user:${REDIS_PASSWORD}@host:6379/0; rediss is"
                  + " encrypted")
          .fixedAtStart();
  static final Key<Duration> LIMIT_TIMEOUT =
      Key.of(
              "limit_timeout_ms",
              Kinds.millis(10, 10_000),
              Duration.ofMillis(250),
              "longest time that a request waits for limits that are shared")
          .fixedAtStart();
  static final Key<Boolean> ON_LIMIT_STORE_FAILURE =
      Key.of(
              "on_limit_store_failure",
              Kinds.choice(failures()),
              false,
              "while shared limits do not answer: share allows an equal part of each limit in each"
                  + " gateway, refuse nothing under a limit")
          .fixedAtStart();
  static final Key<Integer> REPLICAS =
      Key.of(
              "replicas",
              Kinds.whole(1, 1_000),
              2,
              "parts that limits have where shared limits did not answer since the start; else as"
                  + " many as gateways were seen last")
          .fixedAtStart();

  static final Section<ClusterConfig> SECTION =
      Section.of(
          List.of(
              LIMITS,
              REDIS_URL,
              LIMIT_TIMEOUT,
              ON_LIMIT_STORE_FAILURE,
              REPLICAS,
              NODE,
              LEASE,
              UNREADY_AFTER,
              LEAVE),
          values -> new ClusterConfig(values.settings()));

  private ClusterKeys() {}

  /** Whether requests are refused, by its name in the file. */
  private static Map<String, Boolean> failures() {
    var failures = new LinkedHashMap<String, Boolean>();
    failures.put("share", false);
    failures.put("refuse", true);
    return failures;
  }
}
