package dev.signalbox.gateway.evaluation;

import dev.signalbox.engine.state.Output;
import dev.signalbox.signals.learning.Cards;
import dev.signalbox.signals.learning.Learner;
import dev.signalbox.signals.learning.LearningSettings;
import dev.signalbox.signals.learning.Observation;
import dev.signalbox.signals.learning.Reporter;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Teaches a learner what came of prompts. */
final class Lesson {
  private static final int SIGNALS_A_REFRESH = 1_000;

  private Lesson() {}

  /**
   * How much is told.
   *
   * @param prompts how many at most
   * @param oneModel whether of each prompt one model's answer alone is told of, drawn at random
   * @param seed of the order and of what is drawn
   */
  record Extent(int prompts, boolean oneModel, long seed) {
    /** Every answer to every prompt. */
    static Extent everything(long seed) {
      return new Extent(Integer.MAX_VALUE, false, seed);
    }
  }

  /**
   * A learner that was told of answers to the prompts of {@code stage}.
   *
   * @param asked what is seen of each row
   */
  static Learner of(
      Stage stage,
      Function<OutcomeSet.Row, Stage.Asked> asked,
      LearningSettings settings,
      Extent extent) {
    Learner learner = new Learner(settings, Cards.of(stage.snapshot()));
    List<OutcomeSet.Row> order = new ArrayList<>(stage.set().rows());
    Random random = new Random(extent.seed());
    Collections.shuffle(order, random);
    long id = 1;
    for (OutcomeSet.Row row : order.subList(0, Math.min(order.size(), extent.prompts()))) {
      int only = random.nextInt(row.score().length);
      for (int m = 0; m < row.score().length; m++) {
        if (!Double.isNaN(row.score()[m]) && (!extent.oneModel() || m == only)) {
          Observation observation =
              new Observation(
                  id, id, stage.place(asked.apply(row), m), Reporter.TEST, "", row.score()[m], 1);
          learner.add(observation, learner.predict(observation.place()));
          if (id % SIGNALS_A_REFRESH == 0) {
            learner.refresh();
          }
          id++;
        }
      }
    }
    learner.refresh();
    return learner;
  }

  /** Mean lengths of the answers to {@code given}, of each model, with those at each task. */
  static List<Output> lengths(
      List<OutcomeSet.Row> given, Function<OutcomeSet.Row, String> task, int models) {
    List<Output> lengths = new ArrayList<>();
    for (int m = 0; m < models; m++) {
      int model = m;
      Map<String, List<OutcomeSet.Row>> byTask =
          given.stream()
              .filter(row -> !Double.isNaN(row.outputTokens()[model]))
              .collect(Collectors.groupingBy(row -> Stage.taskOf(task.apply(row))));
      Map<String, Output.Length> tasks = new HashMap<>();
      byTask.forEach((name, rows) -> tasks.put(name, length(rows, model)));
      lengths.add(
          new Output(
              length(byTask.values().stream().flatMap(List::stream).toList(), model), tasks));
    }
    return lengths;
  }

  private static Output.Length length(List<OutcomeSet.Row> rows, int model) {
    return new Output.Length(
        Math.round(rows.stream().mapToDouble(row -> row.outputTokens()[model]).average().orElse(0)),
        rows.size());
  }
}
