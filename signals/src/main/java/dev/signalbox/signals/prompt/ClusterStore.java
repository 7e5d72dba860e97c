package dev.signalbox.signals.prompt;

import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.CompletionStage;

/** Keeps the clusters of a gateway, so that restarts and other processes use the same. */
public interface ClusterStore {
  /**
   * Clusters as they were stored.
   *
   * @param number from 1 for the first; the highest is in force, from its time on
   * @param from whoever asks later is placed among them
   * @param prompts how many prompts had been seen when they were fitted
   */
  record Stored(int number, Instant from, long prompts, Clusters clusters) {}

  /** Those of the highest number; empty before the first. Blocks. */
  Optional<Stored> newest();

  /**
   * Keeps {@code wanted} and completes with what has its number then: another process's where that
   * was faster. Completes on any thread.
   */
  CompletionStage<Stored> put(Stored wanted);
}
