package dev.signalbox.gateway;

import dev.signalbox.gateway.cluster.Encoders;
import dev.signalbox.gateway.cluster.PromptClusters;
import dev.signalbox.gateway.config.PromptConfig;
import dev.signalbox.signals.prompt.ClusterFit;
import io.vertx.core.Vertx;
import java.time.Instant;
import java.time.InstantSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** From the configuration and the store to what prompts are placed among. */
final class PromptWiring {
  private static final Logger log = LoggerFactory.getLogger(PromptWiring.class);
  private static final long FOLLOW_MILLIS = 60_000;

  private PromptWiring() {}

  /** From now on takes over clusters that another process stored, or finds the first. */
  static void follow(Vertx vertx, PromptClusters clusters, InstantSource clock) {
    vertx.setPeriodic(FOLLOW_MILLIS, _ -> refresh(vertx, clusters, clock));
  }

  private static void refresh(Vertx vertx, PromptClusters clusters, InstantSource clock) {
    vertx
        .executeBlocking(
            () -> {
              clusters.refresh(clock.instant());
              return clusters;
            })
        .onFailure(cause -> log.warn("the clusters of prompts could not be refreshed", cause));
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
