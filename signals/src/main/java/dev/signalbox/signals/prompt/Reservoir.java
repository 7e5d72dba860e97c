package dev.signalbox.signals.prompt;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/**
 * A bounded sample of the vectors that were seen, of the last few thousand more than of those long
 * ago; of prompts' texts it keeps nothing. Guarded by itself, as all threads add to it.
 */
public final class Reservoir {
  /** Vectors that are kept. */
  public static final int CAPACITY = 4_096;

  /** How many vectors are as one in the draw: later ones take the places of earlier ones. */
  private static final int MEMORY = 4 * CAPACITY;

  private final List<float[]> kept = new ArrayList<>();
  private final SplittableRandom random;
  private long seen;

  /**
   * An empty reservoir.
   *
   * @param seed of the draws
   */
  public Reservoir(long seed) {
    this.random = new SplittableRandom(seed);
  }

  /** Adds {@code vector}, which nobody changes any more; all zeros tell nothing. */
  public synchronized void add(float[] vector) {
    if (Vectors.isZero(vector)) {
      return;
    }
    seen++;
    if (kept.size() < CAPACITY) {
      kept.add(vector);
      return;
    }
    int place = random.nextInt((int) Math.min(seen, MEMORY));
    if (place < CAPACITY) {
      kept.set(place, vector);
    }
  }

  /** How many vectors were added since the start. */
  public synchronized long seen() {
    return seen;
  }

  /** What is kept now. */
  public synchronized List<float[]> sample() {
    return List.copyOf(kept);
  }
}
