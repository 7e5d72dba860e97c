package dev.signalbox.signals.learning;

import dev.signalbox.engine.catalog.TaskFamily;
import dev.signalbox.engine.naming.Target;
import dev.signalbox.engine.policy.Trade;
import dev.signalbox.engine.state.ClusterMix;
import dev.signalbox.engine.state.Quality;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.SplittableRandom;

/** Models that answer as well as is said, and whoever reports of them. */
final class School {
  static final Target GOOD = new Target("p", "good");
  static final Target POOR = new Target("p", "poor");
  static final Target RARE = new Target("q", "rare");
  static final List<Target> ALL = List.of(GOOD, POOR, RARE);

  private static final List<Reporter> REPORTERS = List.of(Reporter.values());

  /** A little above three days. */
  static final long SPAN_MILLIS = 300_000_000;

  private School() {}

  /** All cards say the same, not very sure of it. */
  static final Cards CARDS =
      (_, _) ->
          new Quality(
              7 * Trade.ONE / 10,
              Trade.ONE / 10,
              0,
              List.of(new Quality.Part("card", 7 * Trade.ONE / 10)));

  static Observation.Place place(String project, String task, Target target) {
    return new Observation.Place(project, task, TaskFamily.GENERAL, target, ClusterMix.NONE);
  }

  static Observation said(long id, Observation.Place place, double value) {
    return new Observation(id, id, place, Reporter.TEST, "key", value, 1);
  }

  /**
   * Observations of all kinds, of some days, with ids and moments that are in the same order now
   * and then: from few to {@code most}, on few cells or many, with weights that a day's cap bounds
   * now and then.
   */
  static List<Observation> drawn(long seed, int most) {
    SplittableRandom random = new SplittableRandom(seed);
    int count = 2 + random.nextInt(random.nextInt(most - 1) + 1);
    int kinds = 1 + random.nextInt(3);
    int heaviest = random.nextBoolean() ? 100 : 3;
    boolean inOrder = random.nextInt(3) == 0;
    List<Observation> drawn = new ArrayList<>();
    for (int i = 1; i <= count; i++) {
      Observation.Place place =
          new Observation.Place(
              "project" + random.nextInt(kinds),
              "task" + random.nextInt(kinds),
              List.of(TaskFamily.GENERAL, TaskFamily.CODE).get(random.nextInt(2)),
              ALL.get(random.nextInt(3)),
              random.nextInt(3) == 0 ? ClusterMix.NONE : mix(random));
      drawn.add(
          new Observation(
              i,
              1_000_000 + (inOrder ? SPAN_MILLIS * i / count : random.nextLong(SPAN_MILLIS)),
              place,
              REPORTERS.get(random.nextInt(REPORTERS.size())),
              "key" + random.nextInt(2),
              random.nextInt(3) / 2.0,
              1 + random.nextInt(heaviest)));
    }
    return drawn;
  }

  private static ClusterMix mix(SplittableRandom random) {
    int cluster = random.nextInt(ClusterMix.CLUSTERS - 1);
    return random.nextBoolean()
        ? ClusterMix.of(cluster)
        : ClusterMix.of(new int[] {cluster, cluster + 1}, new int[] {700, 300});
  }

  static <T> List<T> shuffled(List<T> list, long seed) {
    List<T> shuffled = new ArrayList<>(list);
    Collections.shuffle(shuffled, new Random(seed));
    return shuffled;
  }
}
