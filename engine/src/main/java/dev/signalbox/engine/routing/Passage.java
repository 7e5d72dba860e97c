package dev.signalbox.engine.routing;

import dev.signalbox.engine.state.Quality;
import java.util.ArrayList;
import java.util.List;

/** One decision in the making: takes candidates through the layers and records what each did. */
final class Passage {
  private final RoutingLayer.Context context;
  private final Stage[] stages;
  private final List<Contender> contenders;

  /** A layer, and what it made of the candidates that reached it. */
  private record Stage(RoutingLayer layer, List<LayerRecord.Dropped> dropped, List<Score> scored) {
    LayerRecord toRecord() {
      return new LayerRecord(layer.name(), dropped.size() + scored.size(), dropped, scored);
    }
  }

  /**
   * A passage through {@code layers}.
   *
   * @param size candidates to expect
   */
  Passage(List<RoutingLayer> layers, RoutingLayer.Context context, int size) {
    this.context = context;
    this.contenders = new ArrayList<>(size);
    this.stages = new Stage[layers.size()];
    for (int i = 0; i < stages.length; i++) {
      stages[i] = new Stage(layers.get(i), new ArrayList<>(), new ArrayList<>(size));
    }
  }

  /** Takes {@code candidate} as far as it gets. */
  void pass(Candidate candidate) {
    Tally tally = new Tally();
    for (Stage stage : stages) {
      Finding finding = stage.layer().judge(context, candidate);
      if (finding instanceof Score score) {
        stage.scored().add(score);
        tally.add(score);
      } else if (finding instanceof Reason reason) {
        stage.dropped().add(new LayerRecord.Dropped(candidate.target(), reason));
        return;
      }
    }
    contenders.add(tally.of(candidate));
  }

  /** Those that passed all layers, in the order they came. */
  List<Contender> contenders() {
    return contenders;
  }

  /** What each layer did. */
  List<LayerRecord> records() {
    List<LayerRecord> records = new ArrayList<>(stages.length);
    for (Stage stage : stages) {
      records.add(stage.toRecord());
    }
    return records;
  }

  /** The scores of one candidate, summed up. */
  private static final class Tally {
    private int setbacks;
    private long utility;
    private long nanos;
    private Quality quality = Quality.ASSUMED;

    void add(Score score) {
      switch (score) {
        case Score.Policy policy -> weigh(policy.term());
        case Score.Fit fit -> {
          setbacks = fit.setbacks();
          weigh(fit.term());
        }
        case Score.Price price -> {
          nanos = Saturating.sum(nanos, price.chargedNanos());
          weigh(price.term());
        }
        case Score.Time time -> weigh(time.term());
        case Score.Worth worth -> {
          nanos = Saturating.sum(nanos, worth.forgoneNanos());
          quality = worth.quality();
          weigh(worth.term());
        }
      }
    }

    private void weigh(long term) {
      utility = Saturating.sum(utility, term);
    }

    Contender of(Candidate candidate) {
      return new Contender(candidate, setbacks, utility, nanos, quality);
    }
  }
}
