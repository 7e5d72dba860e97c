package dev.signalbox.gateway;

import dev.signalbox.engine.archive.RevisionDigest;
import dev.signalbox.gateway.config.GatewayConfig;
import java.util.Set;

/** Names a configuration by its content. */
final class RevisionIds {
  private RevisionIds() {}

  /**
   * The name of what is served; secrets, assertions, the node, where it listens and what is drained
   * have no part in it.
   */
  static String of(GatewayConfig config) {
    return RevisionDigest.of(
        config.withoutAssertions().withoutNode().withDrained(Set.of()).toString());
  }
}
