package dev.signalbox.gateway.evaluation;

import dev.signalbox.engine.catalog.Catalog;
import dev.signalbox.engine.naming.Target;
import dev.signalbox.signals.learning.Learner;
import dev.signalbox.signals.learning.LearningSettings;
import dev.signalbox.signals.prompt.PromptEncoder;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;

/** A set whose outcomes on one split are learnt in full, and routed on another. */
final class StaticSplit {
  /** Worths of quality, in shares of good answers for a dollar: as metrics are defined. */
  static final double[] WORTHS =
      IntStream.rangeClosed(0, 70)
          .mapToDouble(i -> i == 0 ? 0 : Math.pow(10, 1 + 5.5 * (i - 1) / 69))
          .toArray();

  private final OutcomeSet given;
  private final OutcomeSet measured;
  private final Stage stage;
  private final Function<OutcomeSet.Row, Stage.Asked> asked;
  private final Learner learner;
  private final Prompts prompts;

  /**
   * Learns the one half.
   *
   * @param labelled whether the group of a row is told as its task; else only whether tools come
   * @param extent how much of it is told
   */
  StaticSplit(Halves halves, Known known, boolean labelled, Lesson.Extent extent) {
    this.given = halves.given();
    this.measured = halves.measured();
    this.prompts = new Prompts(known.encoder(), given.rows(), known.seed());
    Function<OutcomeSet.Row, String> task =
        row -> labelled ? row.group() : row.tools() ? "tools" : "";
    this.asked = row -> new Stage.Asked(task.apply(row), prompts.of(row.prompt()), 0);
    this.stage =
        new Stage(
            given,
            known.catalog(),
            new Stage.Wish(DoubleStream.of(WORTHS).boxed().toList(), Optional.empty()),
            Lesson.lengths(given.rows(), task, given.models().size()));
    this.learner = Lesson.of(stage, asked, known.settings(), extent);
    stage.learnt(learner.made().table());
  }

  /** What is learnt from, and what is measured. */
  record Halves(OutcomeSet given, OutcomeSet measured) {}

  /** What is there from the start. */
  record Known(Catalog catalog, PromptEncoder encoder, LearningSettings settings, long seed) {
    /** The same where chance draws other lots. */
    Known withSeed(long other) {
      return new Known(catalog, encoder, settings, other);
    }
  }

  /** What was learnt. */
  Learner learner() {
    return learner;
  }

  /** The router's figures. */
  Measured measure() {
    List<int[]> choices = new ArrayList<>();
    for (int worth = 0; worth < WORTHS.length; worth++) {
      int[] chosen = new int[measured.rows().size()];
      for (int i = 0; i < chosen.length; i++) {
        chosen[i] = choice(measured.rows().get(i), worth);
      }
      choices.add(chosen);
    }
    return new Measured(given, measured, WORTHS, choices);
  }

  /**
   * For each row the share of the worths whose choice stays the same when {@code noise} is in the
   * prompt.
   */
  double[] unmoved(UnaryOperator<String> noise) {
    return measured.rows().stream().mapToDouble(row -> unmoved(row, noise)).toArray();
  }

  private double unmoved(OutcomeSet.Row row, UnaryOperator<String> noise) {
    Stage.Asked plain = asked.apply(row);
    Stage.Asked noisy =
        new Stage.Asked(plain.task(), prompts.of(noise.apply(row.prompt())), plain.seed());
    int same = 0;
    int all = 0;
    for (int worth = 0; worth < WORTHS.length; worth += 10) {
      List<Target> before = stage.decide(row, plain, worth).targets();
      all++;
      same += stage.decide(row, noisy, worth).targets().equals(before) ? 1 : 0;
    }
    return (double) same / all;
  }

  private int choice(OutcomeSet.Row row, int worth) {
    Target target = stage.decide(row, asked.apply(row), worth).targets().getFirst();
    return stage.placeOf(target);
  }

  /**
   * Of two models, whom the calls would go to, the stronger one first where it is expected to gain
   * most.
   *
   * @param wanted the rows that are measured
   */
  StrongCalls strongCalls(Predicate<OutcomeSet.Row> wanted) {
    List<OutcomeSet.Row> rows = measured.rows().stream().filter(wanted).toList();
    int strong = mean(rows, 0) >= mean(rows, 1) ? 0 : 1;
    return new StrongCalls(
        rows.stream()
            .map(
                row ->
                    new StrongCalls.Called(
                        expectedGain(row, strong), row.score()[strong], row.score()[1 - strong]))
            .toList());
  }

  private double expectedGain(OutcomeSet.Row row, int strong) {
    return stage.expected(row, asked.apply(row), strong)
        - stage.expected(row, asked.apply(row), 1 - strong);
  }

  private static double mean(List<OutcomeSet.Row> rows, int model) {
    return rows.stream().mapToDouble(row -> row.score()[model]).average().orElseThrow();
  }
}
