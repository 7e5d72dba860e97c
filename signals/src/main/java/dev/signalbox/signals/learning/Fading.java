package dev.signalbox.signals.learning;

/**
 * What is left of older signals when a newer one is heard, to the same bit on every machine. It
 * remembers what it found: most signals count one of a few weights. Used by one thread at a time.
 */
final class Fading {
  /**
   * How much longer what prompts of a cluster show holds: its signals are few, and a model that
   * gets worse does so with all of them.
   */
  private static final double CLUSTERS_LONGER = 4;

  private static final double LN_2 = StrictMath.log(2);
  private static final int REMEMBERED_BITS = 12;

  /** Spreads neighbouring numbers; 2⁶⁴ divided by the golden ratio. */
  private static final long SPREAD = 0x9e3779b97f4a7c15L;

  private final double halfLife;

  /** What was found last of the numbers that have the same place, and which they were. */
  private final double[] asked = new double[1 << REMEMBERED_BITS];

  private final double[] found = new double[1 << REMEMBERED_BITS];

  /**
   * By a half-life.
   *
   * @param halfLife signals after which one counts half; above 0
   */
  Fading(double halfLife) {
    this.halfLife = halfLife;
  }

  /** The share that holds of what was before signals of weight {@code heard}; above 0. */
  double of(double heard) {
    long spread = Double.doubleToRawLongBits(heard) * SPREAD;
    int place = (int) (spread >>> (Long.SIZE - REMEMBERED_BITS));
    if (asked[place] != heard) {
      asked[place] = heard;
      found[place] = StrictMath.exp(-LN_2 * heard / halfLife);
    }
    return found[place];
  }

  /** The same of what prompts of one cluster show. */
  double ofCluster(double heard) {
    return of(heard / CLUSTERS_LONGER);
  }
}
