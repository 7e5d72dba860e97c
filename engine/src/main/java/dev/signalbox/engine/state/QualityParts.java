package dev.signalbox.engine.state;

import dev.signalbox.engine.policy.Trade;
import java.util.AbstractList;
import java.util.List;
import java.util.Objects;
import java.util.RandomAccess;
import java.util.function.ToLongFunction;

/**
 * The parts of a quality that was put together of a card and what was learnt: a list that is made
 * for every candidate of every decision and read by hardly any, so it only points at its pieces.
 */
final class QualityParts extends AbstractList<Quality.Part> implements RandomAccess {
  private final List<Quality.Part> card;
  private final Quality.Part task;
  private final List<Quality.Part> learned;
  private final Clustered clustered;
  private final long total;
  private final long beyond;

  /**
   * What prompts near several clusters have of the part of each.
   *
   * @param parts by cluster; empty where there are none
   * @param value the parts in their shares, in billionths, rounded toward nothing
   */
  record Clustered(ClusterMix clusters, List<Quality.Part> parts, long value) {
    /** Nothing. */
    static final Clustered NONE = new Clustered(ClusterMix.NONE, List.of(), 0);

    static Clustered of(ClusterMix clusters, List<Quality.Part> parts) {
      return knowsAny(clusters, parts)
          ? new Clustered(clusters, parts, mixed(clusters, parts, Quality.Part::value))
          : NONE;
    }

    private static boolean knowsAny(ClusterMix clusters, List<Quality.Part> parts) {
      for (int i = 0; i < ClusterMix.MOST && clusters.share(i) > 0; i++) {
        if (clusters.cluster(i) < parts.size()) {
          return true;
        }
      }
      return false;
    }

    private static long mixed(
        ClusterMix clusters, List<Quality.Part> parts, ToLongFunction<Quality.Part> of) {
      long sum = 0;
      for (int i = 0; i < ClusterMix.MOST && clusters.share(i) > 0; i++) {
        if (clusters.cluster(i) < parts.size()) {
          sum += of.applyAsLong(parts.get(clusters.cluster(i))) * clusters.share(i);
        }
      }
      return sum / ClusterMix.WHOLE;
    }

    /** As one part. */
    Quality.Part part() {
      return new Quality.Part(
          "cluster",
          value,
          mixed(clusters, parts, Quality.Part::sd),
          mixed(clusters, parts, Quality.Part::nMilli),
          newestMillis());
    }

    private long newestMillis() {
      long newest = 0;
      for (int i = 0; i < ClusterMix.MOST && clusters.share(i) > 0; i++) {
        if (clusters.cluster(i) < parts.size()) {
          newest = Math.max(newest, parts.get(clusters.cluster(i)).newestAtMillis());
        }
      }
      return newest;
    }
  }

  /**
   * The parts in this order, and behind them one that keeps the sum within 0 and 1 where it would
   * not be.
   */
  QualityParts(Quality card, Quality.Part task, List<Quality.Part> learned, Clustered clustered) {
    this.card = card.parts();
    this.task = task;
    this.learned = learned;
    this.clustered = clustered;
    long sum = card.value() + task.value() + Quality.sum(learned) + clustered.value();
    this.total = Math.clamp(sum, 0, Trade.ONE);
    this.beyond = total - sum;
  }

  /** What all of them add up to. */
  long total() {
    return total;
  }

  @Override
  public int size() {
    return card.size() + 1 + learned.size() + clusterSize() + (beyond == 0 ? 0 : 1);
  }

  private int clusterSize() {
    return clustered.parts().isEmpty() ? 0 : 1;
  }

  @Override
  public Quality.Part get(int index) {
    Objects.checkIndex(index, size());
    if (index < card.size()) {
      return card.get(index);
    }
    int rest = index - card.size();
    if (rest == 0) {
      return task;
    }
    if (rest <= learned.size()) {
      return learned.get(rest - 1);
    }
    return rest == learned.size() + clusterSize()
        ? clustered.part()
        : new Quality.Part("bounds", beyond);
  }
}
