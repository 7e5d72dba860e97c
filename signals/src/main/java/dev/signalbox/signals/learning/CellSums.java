package dev.signalbox.signals.learning;

import dev.signalbox.engine.state.ClusterMix;

/**
 * What the evidence of one cell adds up to: signals are added from the oldest on, and each makes
 * those before it count less. So more can be added later, to the same bit as if all had come at
 * once.
 */
final class CellSums {
  private final Fading fading;
  private final long clustersFromMillis;
  private final Gains gains;
  private double n;
  private double s;

  /** By cluster, one after the other; empty until the clusters of a prompt are known. */
  private double[] shares = {};

  private double[] clusterN = shares;
  private double[] clusterS = shares;
  private long newestMillis;

  /**
   * Sums of nothing.
   *
   * @param clustersFromMillis clusters of what was decided on before were others
   */
  CellSums(Fading fading, long clustersFromMillis) {
    this.fading = fading;
    this.clustersFromMillis = clustersFromMillis;
    this.gains = new Gains();
  }

  /** The same sums as {@code other} has now. */
  CellSums(CellSums other) {
    this.fading = other.fading;
    this.clustersFromMillis = other.clustersFromMillis;
    this.gains = new Gains(other.gains);
    this.n = other.n;
    this.s = other.s;
    this.shares = other.shares.clone();
    this.clusterN = other.clusterN.clone();
    this.clusterS = other.clusterS.clone();
    this.newestMillis = other.newestMillis;
  }

  /**
   * Adds one that is newer than all before.
   *
   * @param value what it says of the share of good answers
   * @param heard by how much it makes the older ones count less
   * @param counts what it counts itself
   */
  void add(Evidence.Entry entry, double value, double heard, double counts) {
    double holds = fading.of(heard);
    n = n * holds + counts;
    s = s * holds + counts * value;
    gains.fade(holds);
    gains.add(entry.before(), value, counts);
    newestMillis = Math.max(newestMillis, entry.observation().decidedAtMillis());
    for (int k = 0; k < shares.length; k++) {
      shares[k] *= holds;
    }
    ClusterMix mix = entry.observation().place().mix();
    if (!mix.isNone() && entry.observation().decidedAtMillis() >= clustersFromMillis) {
      addClusters(mix, value, heard, counts);
    }
  }

  private void addClusters(ClusterMix mix, double value, double heard, double counts) {
    if (shares.length == 0) {
      shares = new double[ClusterMix.CLUSTERS];
      clusterN = new double[ClusterMix.CLUSTERS];
      clusterS = new double[ClusterMix.CLUSTERS];
    }
    for (int i = 0; i < ClusterMix.MOST && mix.share(i) > 0; i++) {
      int k = mix.cluster(i);
      double share = (double) mix.share(i) / ClusterMix.WHOLE;
      double holds = fading.ofCluster(heard * share);
      shares[k] += counts * share;
      clusterN[k] = clusterN[k] * holds + counts * share;
      clusterS[k] = clusterS[k] * holds + counts * share * value;
    }
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

  /** Sum of the weights in a cluster, whose signals age by each other alone. */
  double clusterN(int cluster) {
    return clusterN[cluster];
  }

  /** Sum of weight × value in a cluster. */
  double clusterS(int cluster) {
    return clusterS[cluster];
  }

  /**
   * Takes off by cluster what its signals are expected to be.
   *
   * @param expected of each of them
   * @param left by cluster
   */
  void expect(double expected, double[] left) {
    for (int k = 0; k < left.length; k++) {
      left[k] -= clusterN[k] * expected;
    }
  }

  /**
   * What the clusters add to {@link #s} where one signal of each has the value of {@code effects}.
   *
   * @param effects by cluster
   */
  double explained(double[] effects) {
    // four sums side by side: one alone would wait for itself
    double first = 0;
    double second = 0;
    double third = 0;
    double fourth = 0;
    for (int k = 0; k < effects.length; k += 4) {
      first += shares[k] * effects[k];
      second += shares[k + 1] * effects[k + 1];
      third += shares[k + 2] * effects[k + 2];
      fourth += shares[k + 3] * effects[k + 3];
    }
    return (first + second) + (third + fourth);
  }

  /** By how much each level foresaw the signals better than those before it. */
  Gains gains() {
    return gains;
  }

  /** When the newest answer was decided on. */
  long newestMillis() {
    return newestMillis;
  }
}
