package dev.signalbox.gateway;

import dev.signalbox.gateway.cluster.Encoders;
import dev.signalbox.gateway.cluster.PromptClusters;
import dev.signalbox.gateway.config.PromptConfig;
import dev.signalbox.signals.prompt.ClusterFit;

/** From the configuration and the store to what prompts are placed among. */
final class PromptWiring {
  private PromptWiring() {}

  /** The clusters of a process; nothing is loaded before it is wanted. */
  static PromptClusters clustersOf(PromptConfig config, Store store) {
    return new PromptClusters(
        new PromptClusters.Parts(
            store.clusters(),
            ClusterFit.Settings.STANDARD,
            Encoders.find(config.encoder())
                .orElseThrow(() -> new IllegalStateException("the encoder was there before"))));
  }
}
