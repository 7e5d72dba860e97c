package dev.signalbox.engine.routing;

import dev.signalbox.engine.state.Candidate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * One decision in the making: takes candidates through the layers and keeps what each did.
 *
 * <p>Everything is by place and in few arrays: a list for each layer and what it kept is more
 * memory than the rest of a decision, and touching it takes longer than judging.
 */
final class Passage {
  private final RoutingLayer.Context context;
  private final List<RoutingLayer> layers;
  private final List<Candidate> candidates;
  private final Tally tally;

  /** Places of those that are left, in order; the first {@link #leftCount} count. */
  private final int[] left;

  /** How many layers each passed, by place. */
  private final byte[] passed;

  /** Why the layers dropped what they dropped, the first layer's first, each in order of places. */
  private final List<Drop> drops = new ArrayList<>();

  /** The places of {@link #drops}. */
  private final int[] dropped;

  private int leftCount;

  /**
   * A passage of {@code candidates} through {@code layers}.
   *
   * @param candidates each at its place
   */
  Passage(RoutingLayer.Context context, List<RoutingLayer> layers, List<Candidate> candidates) {
    this.context = context;
    this.layers = layers;
    this.candidates = candidates;
    this.tally = new Tally(candidates.size());
    this.left = new int[candidates.size()];
    this.passed = new byte[candidates.size()];
    this.dropped = new int[candidates.size()];
    this.leftCount = candidates.size();
    for (int place = 0; place < leftCount; place++) {
      left[place] = place;
    }
  }

  /** Has all candidates pass the layers; gives what each layer did. */
  List<LayerRecord> through() {
    List<LayerRecord> records = new ArrayList<>(layers.size());
    for (int i = 0; i < layers.size(); i++) {
      int before = drops.size();
      through(layers.get(i));
      records.add(record(i, before, drops.size()));
    }
    return records;
  }

  private void through(RoutingLayer layer) {
    int kept = 0;
    for (int i = 0; i < leftCount; i++) {
      int place = left[i];
      tally.turnTo(place);
      Optional<Drop> drop = layer.judge(context, candidates.get(place), tally);
      if (drop.isEmpty()) {
        passed[place]++;
        left[kept] = place;
        kept++;
      } else {
        dropped[drops.size()] = place;
        drops.add(drop.get());
      }
    }
    leftCount = kept;
  }

  /** What the layer at {@code index} did, whose drops are those from {@code from} to {@code to}. */
  private LayerRecord record(int index, int from, int to) {
    RoutingLayer layer = layers.get(index);
    int kept = leftCount;
    return new LayerRecord(
        layer.name(),
        new LateList<>(to - from, () -> drops.subList(from, to).stream().map(Drop::code).toList()),
        new LateList<>(to - from, () -> dropped(from, to)),
        new LateList<>(kept, () -> scores(index, kept)));
  }

  private List<LayerRecord.Dropped> dropped(int from, int to) {
    List<LayerRecord.Dropped> list = new ArrayList<>(to - from);
    for (int i = from; i < to; i++) {
      list.add(
          new LayerRecord.Dropped(
              candidates.get(dropped[i]).target(), drops.get(i).reason().get()));
    }
    return list;
  }

  /** What the layer at {@code index} found of the {@code kept} that passed it. */
  private List<Score> scores(int index, int kept) {
    RoutingLayer layer = layers.get(index);
    List<Score> scores = new ArrayList<>(kept);
    for (int place = 0; place < passed.length; place++) {
      if (passed[place] > index) {
        scores.add(layer.score(context, candidates.get(place)));
      }
    }
    return scores;
  }

  /** Those that passed all layers, in the order they came. */
  List<Contender> contenders() {
    List<Contender> contenders = new ArrayList<>(leftCount);
    for (int i = 0; i < leftCount; i++) {
      contenders.add(tally.of(candidates.get(left[i])));
    }
    return contenders;
  }
}
