package dev.signalbox.analytics.store;

/**
 * Something to be stored. Written on the writer's thread, and again from the start when the first
 * try was rolled back: must say the same each time.
 */
@FunctionalInterface
public interface Fact {
  /** Adds the rows of this fact to {@code batch}. */
  void addTo(Batch batch);
}
