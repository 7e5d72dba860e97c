package dev.signalbox.gateway.trial;

/**
 * How long requests took: a histogram of buckets that grow by a twentieth, so that a quantile is at
 * most 5 % off. Guarded by whoever has it.
 */
final class Times {
  private static final double GROWTH = 1.05;

  /** The last bucket ends at 1.05^330 ms, more than two hours. */
  private static final int BUCKETS = 331;

  private final long[] counts = new long[BUCKETS];
  private long total;

  void add(long millis) {
    int bucket = (int) Math.ceil(Math.log((double) Math.max(1, millis)) / Math.log(GROWTH));
    counts[Math.min(BUCKETS - 1, bucket)]++;
    total++;
  }

  /** The time that this share of them does not go beyond; 0 when there are none. */
  long quantile(double share) {
    long rank = (long) Math.ceil(Math.clamp(share, 0, 1) * total);
    long seen = 0;
    for (int i = 0; i < BUCKETS; i++) {
      seen += counts[i];
      if (seen >= rank && seen > 0) {
        return Math.round(Math.pow(GROWTH, i));
      }
    }
    return 0;
  }
}
