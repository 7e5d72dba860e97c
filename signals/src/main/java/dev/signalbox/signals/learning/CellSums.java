package dev.signalbox.signals.learning;

import dev.signalbox.engine.state.ClusterMix;

/**
 * What the evidence of one cell adds up to.
 *
 * @param n sum of the weights
 * @param s sum of weight × value
 * @param shares of {@code n} by cluster; empty where the clusters of no prompt were known
 * @param clusters the same sums for each cluster, whose signals age by each other alone
 * @param newestMillis when the newest answer was decided on
 */
record CellSums(
    double n, double s, double[] shares, Sums clusters, Gains gains, long newestMillis) {
  /** Sums by cluster. */
  record Sums(double[] n, double[] s) {}

  /** Whether any prompt's clusters were known. */
  boolean clustered() {
    return shares.length > 0;
  }

  /** Gathers sums of signals, the newest first. */
  static final class Adder {
    /**
     * How much longer what prompts of a cluster show holds: its signals are few, and a model that
     * gets worse does so with all of them.
     */
    private static final double CLUSTERS_LONGER = 4;

    private final double halfLife;
    private final Gains gains = new Gains();
    private double newer;
    private double n;
    private double s;
    private double[] shares = {};
    private double[] clusterNewer = {};
    private Sums clusters = new Sums(shares, shares);
    private long newestMillis;

    Adder(double halfLife) {
      this.halfLife = halfLife;
    }

    /**
     * Adds one.
     *
     * @param heard what it counts when nothing newer is known
     * @param full share of that which still holds
     */
    void add(Evidence.Entry entry, double value, double heard, double full) {
      double counts = heard * full * fresh(newer, halfLife);
      newer += heard;
      n += counts;
      s += counts * value;
      gains.add(entry.before(), value, counts);
      newestMillis = Math.max(newestMillis, entry.observation().decidedAtMillis());
      ClusterMix mix = entry.observation().place().mix();
      if (mix.isNone()) {
        return;
      }
      if (shares.length == 0) {
        shares = new double[ClusterMix.CLUSTERS];
        clusterNewer = new double[ClusterMix.CLUSTERS];
        clusters = new Sums(new double[ClusterMix.CLUSTERS], new double[ClusterMix.CLUSTERS]);
      }
      for (int i = 0; i < ClusterMix.MOST && mix.share(i) > 0; i++) {
        int k = mix.cluster(i);
        double share = (double) mix.share(i) / ClusterMix.WHOLE;
        shares[k] += counts * share;
        double own = heard * share * full * fresh(clusterNewer[k], CLUSTERS_LONGER * halfLife);
        clusterNewer[k] += heard * share;
        clusters.n()[k] += own;
        clusters.s()[k] += own * value;
      }
    }

    private static double fresh(double since, double halfLife) {
      return Math.pow(2, -since / halfLife);
    }

    CellSums sums() {
      return new CellSums(n, s, shares, clusters, gains, newestMillis);
    }
  }
}
