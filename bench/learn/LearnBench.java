package learn;

import dev.signalbox.engine.catalog.TaskFamily;
import dev.signalbox.engine.naming.Target;
import dev.signalbox.engine.state.ClusterMix;
import dev.signalbox.engine.state.Quality;
import dev.signalbox.signals.learning.Learner;
import dev.signalbox.signals.learning.LearningSettings;
import dev.signalbox.signals.learning.Observation;
import dev.signalbox.signals.learning.Reporter;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * Time of a new quality table of 1,000 cells (ten projects with four tasks each, 25 models), of which 50 or
 * all have one more signal since the last, beside the 200 they have at least. Signals come of answers a
 * second apart, by 20 keys; models differ, so that what is learnt is proved. With clusters, each prompt
 * lies near four of 64.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.SampleTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 6, time = 1)
@Measurement(iterations = 10, time = 1)
@Fork(1)
public class LearnBench {
  private static final int PROJECTS = 10;
  private static final int TASKS = 4;
  private static final int MODELS = 25;
  private static final int PROVIDERS = 5;
  private static final int KEYS = 20;
  private static final int SIGNALS = 200;
  private static final int MOST_LATE_MILLIS = 3_600_000;
  private static final int NEAR = ClusterMix.MOST;
  private static final long START_MILLIS = 1_700_000_000_000L;
  private static final int REFRESHED_EACH = 5;

  /** Cells with one more signal. */
  @Param({"50", "1000"})
  public int news;

  /** Whether prompts lie near clusters. */
  @Param({"false", "true"})
  public boolean clusters;

  /** Whether signals come up to an hour late, so that they are not in the order of their answers. */
  @Param({"false", "true"})
  public boolean late;

  private final SplittableRandom random = new SplittableRandom(1);
  private final List<Observation.Place> cells = new ArrayList<>();
  private Learner learner = begun();
  private long id;

  private static Learner begun() {
    return new Learner(
        LearningSettings.STANDARD,
        (_, _) ->
            new Quality(
                600_000_000, 100_000_000, 0, List.of(new Quality.Part("card", 600_000_000))));
  }

  /** Cells get more signals with each table, so each iteration begins anew. */
  @Setup(Level.Iteration)
  public void learn() {
    learner = begun();
    cells.clear();
    for (int project = 0; project < PROJECTS; project++) {
      for (int task = 0; task < TASKS; task++) {
        for (int model = 0; model < MODELS; model++) {
          cells.add(
              new Observation.Place(
                  "project-" + project,
                  "task-" + task,
                  TaskFamily.GENERAL,
                  new Target("provider-" + model % PROVIDERS, "model-" + model),
                  ClusterMix.NONE));
        }
      }
    }
    for (int i = 0; i < SIGNALS; i++) {
      for (int place = 0; place < cells.size(); place++) {
        report(place);
      }
      if (i % REFRESHED_EACH == 0) {
        learner.refresh();
      }
    }
    learner.refresh();
  }

  @Setup(Level.Invocation)
  public void hear() {
    int first = random.nextInt(cells.size());
    for (int i = 0; i < news; i++) {
      report((first + i) % cells.size());
    }
  }

  private void report(int at) {
    id++;
    Observation.Place cell = cells.get(at);
    ClusterMix mix = clusters ? mix() : ClusterMix.NONE;
    Observation.Place place =
        new Observation.Place(cell.project(), cell.task(), cell.family(), cell.target(), mix);
    double good = 0.3 + 0.02 * (at % MODELS);
    learner.add(
        new Observation(
            id,
            START_MILLIS + id * 1_000 - (late ? random.nextInt(MOST_LATE_MILLIS) : 0),
            place,
            Reporter.USER,
            "key-" + id % KEYS,
            random.nextDouble() < good ? 1 : 0,
            1),
        learner.predict(place));
  }

  private ClusterMix mix() {
    int first = random.nextInt(ClusterMix.CLUSTERS - NEAR + 1);
    return ClusterMix.of(
        new int[] {first, first + 1, first + 2, first + 3}, new int[] {400, 300, 200, 100});
  }

  @Benchmark
  public Optional<Learner.Made> refresh() {
    return learner.refresh();
  }
}
