package dev.signalbox.engine.routing;

import dev.signalbox.engine.state.Candidate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** One decision in the making: takes candidates through the layers and records what each did. */
final class Passage {
  private final RoutingLayer.Context context;
  private final List<LayerRecord> records = new ArrayList<>();
  private final Tally tally;
  private List<Candidate> left;

  /**
   * A passage of {@code candidates}.
   *
   * @param candidates each at its place
   */
  Passage(RoutingLayer.Context context, List<Candidate> candidates) {
    this.context = context;
    this.left = candidates;
    this.tally = new Tally(candidates.size());
  }

  /** Has those that are left pass {@code layer}. */
  void through(RoutingLayer layer) {
    List<Candidate> kept = new ArrayList<>(left.size());
    List<Candidate> dropped = new ArrayList<>(left.size());
    List<Drop> drops = new ArrayList<>(left.size());
    for (int i = 0; i < left.size(); i++) {
      Candidate candidate = left.get(i);
      tally.turnTo(candidate.place());
      Optional<Drop> drop = layer.judge(context, candidate, tally);
      if (drop.isEmpty()) {
        kept.add(candidate);
      } else {
        dropped.add(candidate);
        drops.add(drop.get());
      }
    }
    left = kept;
    records.add(
        new LayerRecord(
            layer.name(),
            new LateList<>(drops.size(), () -> drops.stream().map(Drop::code).toList()),
            new LateList<>(drops.size(), () -> dropped(dropped, drops)),
            new LateList<>(kept.size(), () -> scores(layer, kept))));
  }

  private static List<LayerRecord.Dropped> dropped(List<Candidate> candidates, List<Drop> drops) {
    List<LayerRecord.Dropped> dropped = new ArrayList<>(drops.size());
    for (int i = 0; i < drops.size(); i++) {
      dropped.add(new LayerRecord.Dropped(candidates.get(i).target(), drops.get(i).reason().get()));
    }
    return dropped;
  }

  private List<Score> scores(RoutingLayer layer, List<Candidate> kept) {
    List<Score> scores = new ArrayList<>(kept.size());
    for (Candidate candidate : kept) {
      scores.add(layer.score(context, candidate));
    }
    return scores;
  }

  /** Those that passed all layers so far, in the order they came. */
  List<Contender> contenders() {
    List<Contender> contenders = new ArrayList<>(left.size());
    for (int i = 0; i < left.size(); i++) {
      contenders.add(tally.of(left.get(i)));
    }
    return contenders;
  }

  /** What each layer did. */
  List<LayerRecord> records() {
    return records;
  }
}
