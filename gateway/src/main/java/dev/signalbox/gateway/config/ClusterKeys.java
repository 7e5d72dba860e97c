package dev.signalbox.gateway.config;

import dev.signalbox.gateway.config.schema.Key;
import dev.signalbox.gateway.config.schema.Kinds;
import dev.signalbox.gateway.config.schema.Section;
import java.time.Duration;
import java.util.List;
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

  static final Section<ClusterConfig> SECTION =
      Section.of(
          List.of(NODE, LEASE, UNREADY_AFTER, LEAVE),
          values -> new ClusterConfig(values.settings()));

  private ClusterKeys() {}
}
