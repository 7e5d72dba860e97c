package dev.signalbox.gateway;

import dev.signalbox.engine.archive.RevisionDigest;
import dev.signalbox.gateway.config.GatewayConfig;

/** Names a configuration by its content. */
final class RevisionIds {
  private RevisionIds() {}

  /** The name of what is served; secrets and assertions have no part in it. */
  static String of(GatewayConfig config) {
    return RevisionDigest.of(config.withoutAssertions().toString());
  }
}
