package dev.signalbox.gateway;

import dev.signalbox.gateway.cluster.Encoders;
import dev.signalbox.gateway.cluster.PromptClusters;
import dev.signalbox.gateway.config.PromptConfig;
import dev.signalbox.signals.prompt.ClusterFit;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** From the configuration and the store to what prompts are placed among. */
final class PromptWiring {
  private static final Logger log = LoggerFactory.getLogger(PromptWiring.class);
  private static final Duration FOLLOW = Duration.ofMinutes(1);

  private PromptWiring() {}

  /** Again and again takes over clusters that another process stored, or finds the first. */
  static void addTo(Chores chores, PromptClusters clusters, InstantSource clock) {
    chores.every(
        FOLLOW,
        () ->
            chores
                .done(() -> clusters.refresh(clock.instant()))
                .onFailure(
                    cause -> log.warn("the clusters of prompts could not be refreshed", cause)));
  }

  /** The clusters of a process; nothing is loaded before it is wanted. */
  static PromptClusters clustersOf(PromptConfig config, Store store) {
    return new PromptClusters(
        new PromptClusters.Parts(
            store.clusters(),
            ClusterFit.Settings.STANDARD,
            Encoders.find(config.encoder())
                .orElseThrow(() -> new IllegalStateException("the encoder was there before"))));
  }

  /** Since when prompts are placed among the clusters in force at {@code now}; 0 without any. */
  static long inForceFrom(PromptClusters clusters, Instant now) {
    return clusters.inForce(now).map(stored -> stored.from().toEpochMilli()).orElse(0L);
  }
}
