package dev.signalbox.signals.prompt;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;

/** Keeps the clusters of a gateway, so that restarts and other processes use the same. */
public interface ClusterStore {
  /**
   * Clusters in the order in which they came to be.
   *
   * @param number from 1; the highest is in force
   * @param prompts how many prompts had been seen
   */
  record Stored(int number, Instant at, long prompts, Clusters clusters) {}

  /** The clusters in force; empty before the first. Blocks. */
  Optional<Stored> newest();

  /** All that are kept, the newest first, as decisions of the past name them. Blocks. */
  List<Stored> all();

  /**
   * Keeps {@code wanted}, and completes with what is in force then: another process's where that
   * had taken its number before.
   */
  CompletionStage<Stored> put(Stored wanted);
}
