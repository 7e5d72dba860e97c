package dev.signalbox.signals.learning;

import dev.signalbox.engine.state.ClusterMix;
import dev.signalbox.signals.learning.Posterior.Effect;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;

/** The effects of all clusters of prompts, on all models or on one, while they are being found. */
final class ClusterGroup {
  private final double prior;
  private final double[] value = new double[ClusterMix.CLUSTERS];
  private final double[] n = new double[ClusterMix.CLUSTERS];
  private final double[] s = new double[ClusterMix.CLUSTERS];
  private final long[] newestMillis = new long[ClusterMix.CLUSTERS];
  private final double[] left = new double[ClusterMix.CLUSTERS];

  /** With what is common to all models. */
  private final double[] together = new double[ClusterMix.CLUSTERS];

  ClusterGroup(double prior) {
    this.prior = prior;
  }

  /** Counts the evidence of a cell in. */
  void join(CellSums sums) {
    for (int k = 0; k < n.length; k++) {
      if (sums.clusterN(k) > 0) {
        n[k] += sums.clusterN(k);
        s[k] += sums.clusterS(k);
        newestMillis[k] = Math.max(newestMillis[k], sums.newestMillis());
      }
    }
  }

  /** Counts the evidence of {@code part} in. */
  void join(ClusterGroup part) {
    for (int k = 0; k < n.length; k++) {
      n[k] += part.n[k];
      newestMillis[k] = Math.max(newestMillis[k], part.newestMillis[k]);
    }
  }

  /** Everything is left over yet. */
  void begin() {
    System.arraycopy(s, 0, left, 0, s.length);
  }

  /** Each signal of the cell was expected to be that. */
  void expect(CellSums sums, double expected) {
    sums.expect(expected, left);
  }

  /** What is left over of each of {@code parts}, together. */
  void gather(Collection<ClusterGroup> parts) {
    Arrays.fill(left, 0);
    parts.forEach(this::gather);
  }

  private void gather(ClusterGroup part) {
    for (int k = 0; k < left.length; k++) {
      left[k] += part.left[k];
    }
  }

  /** Moves to where what is left draws it. */
  void move() {
    for (int k = 0; k < value.length; k++) {
      value[k] = left[k] / (n[k] + prior);
    }
  }

  /** The same for what {@code common} leaves; both are explained from now on. */
  void moveBeside(ClusterGroup common) {
    for (int k = 0; k < value.length; k++) {
      value[k] = (left[k] - n[k] * common.value[k]) / (n[k] + prior);
      together[k] = common.value[k] + value[k];
    }
  }

  /** The part of a cell's evidence that these effects and the common ones explain. */
  double explains(CellSums sums) {
    return sums.explained(together);
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
