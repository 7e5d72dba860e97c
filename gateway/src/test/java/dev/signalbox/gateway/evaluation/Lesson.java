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
import java.util.Objects;
import java.util.Random;
import java.util.function.Function;

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

  /** Mean lengths of the answers to {@code given}, by task and model. */
  static Map<String, List<Output>> lengths(
      List<OutcomeSet.Row> given, Function<OutcomeSet.Row, String> task, int models) {
    Map<String, double[]> sums = new HashMap<>();
    Map<String, int[]> counts = new HashMap<>();
    for (OutcomeSet.Row row : given) {
      double[] sum = sums.computeIfAbsent(task.apply(row), _ -> new double[models]);
      int[] count = counts.computeIfAbsent(task.apply(row), _ -> new int[models]);
      for (int m = 0; m < models; m++) {
        if (!Double.isNaN(row.outputTokens()[m])) {
          sum[m] += row.outputTokens()[m];
          count[m]++;
        }
      }
    }
    Map<String, List<Output>> lengths = new HashMap<>();
    sums.forEach(
        (name, sum) -> {
          List<Output> outputs = new ArrayList<>();
          for (int m = 0; m < models; m++) {
            int count = Objects.requireNonNull(counts.get(name))[m];
            outputs.add(
                count == 0 ? Output.UNKNOWN : new Output(Math.round(sum[m] / count), count));
          }
          lengths.put(name, outputs);
        });
    return lengths;
  }
}
