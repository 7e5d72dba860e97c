package dev.signalbox.gateway.evaluation;

import dev.signalbox.engine.naming.Target;
import dev.signalbox.engine.routing.PlanEntry;
import dev.signalbox.engine.state.QualityTable;
import dev.signalbox.signals.learning.Alarm;
import dev.signalbox.signals.learning.Cards;
import dev.signalbox.signals.learning.Learner;
import dev.signalbox.signals.learning.Observation;
import dev.signalbox.signals.learning.Reporter;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;
import java.util.SplittableRandom;
import java.util.function.Function;

/**
 * Requests one after another: each is routed on what was learnt so far, answered as the set says,
 * and of some of the answers a signal comes, late and sometimes wrong.
 */
final class Traffic {
  private static final int REQUESTS_A_REFRESH = 20;

  private final Stage stage;
  private final Function<OutcomeSet.Row, Stage.Asked> asked;
  private final Noise noise;
  private final Learner learner;
  private final SplittableRandom random;
  private final PriorityQueue<Told> late =
      new PriorityQueue<>(Comparator.comparingLong(Told::at).thenComparingLong(Told::id));
  private final List<Alarm> alarms = new ArrayList<>();
  private final double[] lost;
  private long requests;
  private long signals;

  /**
   * How answers are told of.
   *
   * @param share of the answers that a signal comes of
   * @param harsher how many times as often of a bad one as of a good one
   * @param flipped share of the signals that say the opposite
   * @param mostDelay requests after which the latest signal comes
   */
  record Noise(double share, double harsher, double flipped, int mostDelay) {
    static final Noise NONE = new Noise(1, 1, 0, 0);
  }

  /** What came of one request. */
  record Served(int model, double score, double usd, boolean explored) {}

  private record Told(long at, long id, Observation.Place place, double value) {}

  Traffic(
      Stage stage,
      Function<OutcomeSet.Row, Stage.Asked> asked,
      Noise noise,
      StaticSplit.Known known) {
    this.stage = stage;
    this.asked = asked;
    this.noise = noise;
    this.random = new SplittableRandom(known.seed());
    this.learner = new Learner(known.settings(), Cards.of(stage.snapshot()));
    this.lost = new double[stage.set().models().size()];
    stage.learnt(QualityTable.EMPTY);
  }

  /** From now on, {@code model} loses this share of its right answers. */
  void degrade(int model, double share) {
    lost[model] = share;
  }

  /** Has {@code row} answered. */
  Served serve(OutcomeSet.Row row, int worth) {
    requests++;
    Stage.Asked seen = asked.apply(row);
    Stage.Asked drawn = new Stage.Asked(seen.task(), seen.clusters(), random.nextLong());
    PlanEntry first = stage.decide(row, drawn, worth).plan().getFirst();
    Target target = first.target();
    int model = stage.placeOf(target);
    double score = row.score()[model];
    if (random.nextDouble() < lost[model]) {
      score = 0;
    }
    double usual = noise.share();
    double told = score > 0.5 ? usual : Math.min(1, usual * noise.harsher());
    if (!Double.isNaN(score) && random.nextDouble() < told) {
      double value = random.nextDouble() < noise.flipped() ? 1 - score : score;
      long at = requests + (noise.mostDelay() == 0 ? 0 : 1 + random.nextInt(noise.mostDelay()));
      late.add(new Told(at, requests, stage.place(seen, model), value));
    }
    hear();
    return new Served(model, score, row.usd()[model], first.why() == PlanEntry.Why.EXPLORED);
  }

  private void hear() {
    while (!late.isEmpty() && late.peek().at() <= requests) {
      Told told = late.poll();
      Observation observation =
          new Observation(++signals, told.id(), told.place(), Reporter.TEST, "", told.value(), 1);
      learner.add(observation, learner.predict(told.place()));
      for (Alarm alarm : learner.newAlarms()) {
        alarms.add(alarm);
        learner.discount(alarm);
      }
    }
    if (requests % REQUESTS_A_REFRESH == 0) {
      learner.refresh().ifPresent(made -> stage.learnt(made.table()));
    }
  }

  /** Signals heard so far. */
  long signals() {
    return signals;
  }

  /** Alarms given so far. */
  List<Alarm> alarms() {
    return alarms;
  }

  Learner learner() {
    return learner;
  }
}
