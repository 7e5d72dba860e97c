package dev.signalbox.gateway.evaluation;

import dev.signalbox.engine.state.ClusterMix;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.function.Function;

/** How soon traffic leaves a model that got worse, and how often it leaves one that did not. */
final class Drift {
  private static final int SETTLING = 6_000;
  private static final int WINDOW = 100;
  private static final int MOST_AFTER = 4_000;
  private static final double LOST = 0.4;
  private static final double WORTH = 30;

  private final OutcomeSet set;
  private final StaticSplit.Known known;

  /**
   * What a model's loss led to.
   *
   * @param alarmAfter signals on it until the alarm; -1 if there was none
   * @param halvedAfter signals on it until it had half of its share of the traffic
   */
  record Left(int alarmAfter, int halvedAfter) {}

  Drift(OutcomeSet set, StaticSplit.Known known) {
    this.set = set;
    this.known = known;
  }

  private Traffic traffic(long seed) {
    Function<OutcomeSet.Row, Stage.Asked> asked =
        row -> new Stage.Asked(row.group(), ClusterMix.NONE, 0);
    Stage stage =
        new Stage(
            set,
            known.catalog(),
            new Stage.Wish(List.of(WORTH), Optional.of(Learning.SLICE)),
            Lesson.lengths(set.rows(), OutcomeSet.Row::group, set.models().size()));
    return new Traffic(stage, asked, Traffic.Noise.NONE, known.withSeed(seed));
  }

  /** The busiest model loses four of ten right answers. */
  Left leave(long seed) {
    Traffic traffic = traffic(seed);
    Random random = new Random(seed);
    int[] used = new int[set.models().size()];
    for (int i = 0; i < SETTLING; i++) {
      int model = traffic.serve(row(random), 0).model();
      used[model] += i >= SETTLING - 1_000 ? 1 : 0;
    }
    int busiest = 0;
    for (int m = 0; m < used.length; m++) {
      busiest = used[m] > used[busiest] ? m : busiest;
    }
    int before = traffic.alarms().size();
    traffic.degrade(busiest, LOST);
    int half = used[busiest] * WINDOW / 2_000;
    boolean[] window = new boolean[WINDOW];
    int inWindow = 0;
    int on = 0;
    int alarmAfter = -1;
    for (int i = 0; i < MOST_AFTER; i++) {
      boolean hit = traffic.serve(row(random), 0).model() == busiest;
      on += hit ? 1 : 0;
      inWindow += (hit ? 1 : 0) - (window[i % WINDOW] ? 1 : 0);
      window[i % WINDOW] = hit;
      alarmAfter = alarmAfter < 0 && traffic.alarms().size() > before ? on : alarmAfter;
      if (i >= WINDOW && inWindow <= half) {
        return new Left(alarmAfter, on);
      }
    }
    return new Left(alarmAfter, on);
  }

  /** Alarms among {@code requests} of which none got worse, each told of. */
  int falseAlarms(int requests, long seed) {
    Traffic traffic = traffic(seed);
    Random random = new Random(seed);
    for (int i = 0; i < requests; i++) {
      traffic.serve(row(random), 0);
    }
    return traffic.alarms().size();
  }

  private OutcomeSet.Row row(Random random) {
    List<OutcomeSet.Row> rows = set.rows();
    return rows.get(random.nextInt(rows.size()));
  }
}
