package dev.signalbox.engine.state;

/**
 * Which clusters a prompt lies near: up to {@value #MOST}, each with its share. Several, because a
 * prompt between two clusters has something of both, and because a typing error then changes a
 * share a little rather than the cluster.
 *
 * @param packed sixteen bits for each, ten of them the share in thousandths and six the cluster;
 *     from the lowest bits on, those without a share last
 */
public record ClusterMix(long packed) {
  /** Most clusters of one prompt. */
  public static final int MOST = 4;

  /** Most clusters there can be. */
  public static final int CLUSTERS = 64;

  /** The sum of all shares. */
  public static final int WHOLE = 1_000;

  /** Of a prompt of which nothing is known. */
  public static final ClusterMix NONE = new ClusterMix(0);

  private static final int BITS = 16;
  private static final int SHARE_BITS = 10;
  private static final int SHARE_MASK = (1 << SHARE_BITS) - 1;
  private static final int CLUSTER_MASK = CLUSTERS - 1;

  public ClusterMix {
    int sum = 0;
    boolean ended = false;
    for (int i = 0; i < MOST; i++) {
      int share = (int) (packed >>> (i * BITS)) & SHARE_MASK;
      if (share > 0 && ended) {
        throw new IllegalArgumentException("clusters without a share come last");
      }
      ended = share == 0;
      sum += share;
    }
    if (sum != 0 && sum != WHOLE) {
      throw new IllegalArgumentException(
          "the shares of a prompt's clusters add up to %d, not %d".formatted(WHOLE, sum));
    }
  }

  /** All of it in one cluster. */
  public static ClusterMix of(int cluster) {
    return of(new int[] {cluster}, new int[] {WHOLE});
  }

  /**
   * A mix.
   *
   * @param clusters each from 0 to 63
   * @param shares of each, in thousandths
   */
  public static ClusterMix of(int[] clusters, int[] shares) {
    if (clusters.length != shares.length || clusters.length > MOST) {
      throw new IllegalArgumentException("at most %d clusters, each with a share".formatted(MOST));
    }
    long packed = 0;
    for (int i = 0; i < clusters.length; i++) {
      if (clusters[i] < 0 || clusters[i] >= CLUSTERS || shares[i] < 1 || shares[i] > WHOLE) {
        throw new IllegalArgumentException(
            "a cluster is 0 to %d, a share 1 to %d".formatted(CLUSTERS - 1, WHOLE));
      }
      packed |= (long) (clusters[i] << SHARE_BITS | shares[i]) << (i * BITS);
    }
    return new ClusterMix(packed);
  }

  /** Whether nothing is known. */
  public boolean isNone() {
    return packed == 0;
  }

  /** The one with the largest share; -1 where nothing is known. */
  public int nearest() {
    int nearest = -1;
    int most = 0;
    for (int i = 0; i < MOST; i++) {
      if (share(i) > most) {
        most = share(i);
        nearest = cluster(i);
      }
    }
    return nearest;
  }

  /** Share of the {@code i}th, in thousandths; 0 where there are fewer. */
  public int share(int i) {
    return (int) (packed >>> (i * BITS)) & SHARE_MASK;
  }

  /** The {@code i}th cluster. */
  public int cluster(int i) {
    return (int) (packed >>> (i * BITS + SHARE_BITS)) & CLUSTER_MASK;
  }
}
