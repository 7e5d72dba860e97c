package dev.signalbox.engine.state;

import dev.signalbox.engine.policy.Trade;
import java.util.AbstractList;
import java.util.List;
import java.util.Objects;
import java.util.RandomAccess;
import org.jspecify.annotations.Nullable;

/**
 * The parts of a quality that was put together of a card and what was learnt: a list that is made
 * for every candidate of every decision and read by hardly any, so it only points at its pieces.
 */
final class QualityParts extends AbstractList<Quality.Part> implements RandomAccess {
  private final List<Quality.Part> card;
  private final Quality.Part task;
  private final List<Quality.Part> learned;
  private final Quality.@Nullable Part cluster;
  private final long total;
  private final long beyond;

  /**
   * The parts in this order, and behind them one that keeps the sum within 0 and 1 where it would
   * not be.
   */
  QualityParts(
      Quality card, Quality.Part task, List<Quality.Part> learned, Quality.@Nullable Part cluster) {
    this.card = card.parts();
    this.task = task;
    this.learned = learned;
    this.cluster = cluster;
    long sum =
        card.value()
            + task.value()
            + Quality.sum(learned)
            + (cluster == null ? 0 : cluster.value());
    this.total = Math.clamp(sum, 0, Trade.ONE);
    this.beyond = total - sum;
  }

  /** What all of them add up to. */
  long total() {
    return total;
  }

  @Override
  public int size() {
    return card.size() + 1 + learned.size() + (cluster == null ? 0 : 1) + (beyond == 0 ? 0 : 1);
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
    return cluster != null && rest == learned.size() + 1
        ? cluster
        : new Quality.Part("bounds", beyond);
  }
}
