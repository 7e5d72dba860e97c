package dev.signalbox.gateway.evaluation;

import dev.signalbox.engine.policy.Exploring;
import dev.signalbox.engine.state.ClusterMix;
import dev.signalbox.engine.state.QualityTable;
import dev.signalbox.signals.learning.Level;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.function.Function;
import java.util.function.ToIntFunction;

/** How soon few, biased and delayed signals win back what cards lack. */
final class Learning {
  /** A fifth of the answers, of bad ones twice as often, a tenth of it wrong, all of it late. */
  static final Traffic.Noise NOISE = new Traffic.Noise(0.15, 2, 0.1, 100);

  /** What chance may have: as much as a profile allows, whatever a request costs. */
  static final Exploring SLICE = new Exploring(Exploring.MOST, Long.MAX_VALUE);

  private final OutcomeSet given;
  private final OutcomeSet measured;
  private final StaticSplit.Known known;
  private final double worth;

  /**
   * What came of it.
   *
   * @param card utility lost by the cards alone against what everything would have taught
   * @param learnt the same after the signals
   * @param worst largest utility below that of the cards in any stretch of traffic meanwhile
   */
  record Result(double card, double learnt, double worst, double signalsACell, Level counts) {
    double closed() {
      return 1 - learnt / card;
    }
  }

  Learning(OutcomeSet given, OutcomeSet measured, StaticSplit.Known known, double worth) {
    this.given = given;
    this.measured = measured;
    this.known = known;
    this.worth = worth;
  }

  /** Learns until there are {@code perCell} signals for each model and task, on the average. */
  Result after(double perCell, Optional<Exploring> exploring, long seed) {
    Function<OutcomeSet.Row, Stage.Asked> asked =
        row -> new Stage.Asked(row.group(), ClusterMix.NONE, 0);
    Stage stage =
        new Stage(
            given,
            known.catalog(),
            new Stage.Wish(List.of(worth), exploring),
            Lesson.lengths(given.rows(), OutcomeSet.Row::group, given.models().size()));
    stage.learnt(
        Lesson.of(stage, asked, known.settings(), Lesson.Extent.everything(seed)).made().table());
    double full = utility(stage, asked);
    stage.learnt(QualityTable.EMPTY);
    double card = utility(stage, asked);
    Stage fixed =
        new Stage(
            given,
            known.catalog(),
            new Stage.Wish(List.of(worth), Optional.empty()),
            Lesson.lengths(given.rows(), OutcomeSet.Row::group, given.models().size()));
    fixed.learnt(QualityTable.EMPTY);
    Traffic traffic = new Traffic(stage, asked, NOISE, known.withSeed(seed));
    List<OutcomeSet.Row> order = new ArrayList<>();
    long cells =
        given.rows().stream().map(OutcomeSet.Row::group).distinct().count() * given.models().size();
    Random random = new Random(seed);
    double below = 0;
    double stretch = 0;
    int inStretch = 0;
    while (traffic.signals() < perCell * cells) {
      if (order.isEmpty()) {
        order.addAll(given.rows());
        Collections.shuffle(order, random);
      }
      OutcomeSet.Row row = order.removeLast();
      Traffic.Served served = traffic.serve(row, 0);
      int usual = fixed.placeOf(fixed.decide(row, asked.apply(row), 0).targets().getFirst());
      if (!Double.isNaN(served.score()) && !Double.isNaN(row.score()[usual])) {
        stretch +=
            served.score() - worth * served.usd() - row.score()[usual] + worth * row.usd()[usual];
        if (++inStretch == 1_000) {
          below = Math.min(below, stretch / inStretch);
          stretch = 0;
          inStretch = 0;
        }
      }
    }
    double learnt = utility(stage, asked);
    return new Result(
        full - card,
        full - learnt,
        -below,
        traffic.signals() / (double) cells,
        traffic.learner().made().proof().of(Stage.PROJECT));
  }

  private double utility(Stage stage, Function<OutcomeSet.Row, Stage.Asked> asked) {
    return utility(
        measured,
        worth,
        row -> stage.placeOf(stage.decideUnexplored(row, asked.apply(row)).getFirst()));
  }

  /**
   * What who is chosen for the rows of {@code measured} is worth to whoever wants {@code worth}.
   */
  static double utility(OutcomeSet measured, double worth, ToIntFunction<OutcomeSet.Row> choice) {
    double[][] score = measured.filled(OutcomeSet.Row::score);
    double[][] usd = measured.filled(OutcomeSet.Row::usd);
    double sum = 0;
    for (int i = 0; i < score.length; i++) {
      int model = choice.applyAsInt(measured.rows().get(i));
      sum += score[i][model] - worth * usd[i][model];
    }
    return sum / score.length;
  }
}
