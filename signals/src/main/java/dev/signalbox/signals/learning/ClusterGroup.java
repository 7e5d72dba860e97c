package dev.signalbox.signals.learning;

import dev.signalbox.engine.state.ClusterMix;
import dev.signalbox.signals.learning.Posterior.Effect;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** The effects of all clusters of prompts, on all models or on one, while they are being found. */
final class ClusterGroup {
  private final double prior;
  private final double[] value = new double[ClusterMix.CLUSTERS];
  private final double[] n = new double[ClusterMix.CLUSTERS];
  private final long[] newestMillis = new long[ClusterMix.CLUSTERS];
  private final double[] left = new double[ClusterMix.CLUSTERS];

  ClusterGroup(double prior) {
    this.prior = prior;
  }

  /** Counts the evidence of a cell in. */
  void join(CellSums sums) {
    for (int k = 0; k < n.length; k++) {
      if (sums.clusterN(k) > 0) {
        n[k] += sums.clusterN(k);
        newestMillis[k] = Math.max(newestMillis[k], sums.newestMillis());
      }
    }
  }

  /** Nothing is left over yet. */
  void begin() {
    Arrays.fill(left, 0);
  }

  /** Adds what is left of a cell's evidence when each of its signals was expected to be that. */
  void leave(CellSums sums, double expected) {
    for (int k = 0; k < left.length; k++) {
      left[k] += sums.clusterS(k) - sums.clusterN(k) * expected;
    }
  }

  /** Moves to where what is left draws it. */
  void move() {
    for (int k = 0; k < value.length; k++) {
      value[k] = left[k] / (n[k] + prior);
    }
  }

  /** The same for what {@code common} leaves. */
  void moveBeside(ClusterGroup common) {
    for (int k = 0; k < value.length; k++) {
      value[k] = (left[k] - n[k] * common.value[k]) / (n[k] + prior);
    }
  }

  /** The part of a cell's evidence that these effects explain. */
  double explains(CellSums sums) {
    double sum = 0;
    for (int k = 0; k < value.length; k++) {
      sum += sums.share(k) * value[k];
    }
    return sum;
  }

  /** What was found, by cluster. */
  List<Effect> effects() {
    List<Effect> effects = new ArrayList<>(value.length);
    for (int k = 0; k < value.length; k++) {
      effects.add(new Effect(value[k], prior, n[k], newestMillis[k]));
    }
    return effects;
  }
}
