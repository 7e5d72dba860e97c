package dev.signalbox.signals.learning;

import dev.signalbox.engine.state.ClusterMix;

/** What the evidence of one cell adds up to; never changed once it is made. */
final class CellSums {
  private final double n;
  private final double s;
  private final double[] shares;
  private final double[] clusterN;
  private final double[] clusterS;
  private final Gains gains;
  private final long newestMillis;

  private CellSums(Adder adder) {
    this.n = adder.n;
    this.s = adder.s;
    this.shares = adder.shares;
    this.clusterN = adder.clusterN;
    this.clusterS = adder.clusterS;
    this.gains = adder.gains;
    this.newestMillis = adder.newestMillis;
  }

  /** Sum of the weights. */
  double n() {
    return n;
  }

  /** Sum of weight × value. */
  double s() {
    return s;
  }

  /** Whether the clusters of any prompt were known. */
  boolean clustered() {
    return shares.length > 0;
  }

  /** The part of {@link #n} that is of a cluster. */
  double share(int cluster) {
    return shares[cluster];
  }

  /** Sum of the weights in a cluster, whose signals age by each other alone. */
  double clusterN(int cluster) {
    return clusterN[cluster];
  }

  /** Sum of weight × value in a cluster. */
  double clusterS(int cluster) {
    return clusterS[cluster];
  }

  /** By how much each level foresaw the signals better than those before it. */
  Gains gains() {
    return gains;
  }

  /** When the newest answer was decided on. */
  long newestMillis() {
    return newestMillis;
  }

  /** Gathers sums of signals, the newest first. */
  static final class Adder {
    /**
     * How much longer what prompts of a cluster show holds: its signals are few, and a model that
     * gets worse does so with all of them.
     */
    private static final double CLUSTERS_LONGER = 4;

    private static final double LN_2 = StrictMath.log(2);

    private final double halfLife;
    private final long clustersFromMillis;
    private final Gains gains = new Gains();
    private double newer;
    private double n;
    private double s;
    private double[] shares = {};
    private double[] clusterNewer = {};
    private double[] clusterN = shares;
    private double[] clusterS = shares;
    private long newestMillis;

    Adder(double halfLife, long clustersFromMillis) {
      this.halfLife = halfLife;
      this.clustersFromMillis = clustersFromMillis;
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
      if (mix.isNone() || entry.observation().decidedAtMillis() < clustersFromMillis) {
        return;
      }
      if (shares.length == 0) {
        shares = new double[ClusterMix.CLUSTERS];
        clusterNewer = new double[ClusterMix.CLUSTERS];
        clusterN = new double[ClusterMix.CLUSTERS];
        clusterS = new double[ClusterMix.CLUSTERS];
      }
      for (int i = 0; i < ClusterMix.MOST && mix.share(i) > 0; i++) {
        int k = mix.cluster(i);
        double share = (double) mix.share(i) / ClusterMix.WHOLE;
        shares[k] += counts * share;
        double own = heard * share * full * fresh(clusterNewer[k], CLUSTERS_LONGER * halfLife);
        clusterNewer[k] += heard * share;
        clusterN[k] += own;
        clusterS[k] += own * value;
      }
    }

    /** The same to the last bit on every machine. */
    private static double fresh(double since, double halfLife) {
      return since == 0 ? 1 : StrictMath.exp(-LN_2 * since / halfLife);
    }

    CellSums sums() {
      return new CellSums(this);
    }
  }
}
