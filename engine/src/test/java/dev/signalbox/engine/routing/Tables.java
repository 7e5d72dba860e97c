package dev.signalbox.engine.routing;

import dev.signalbox.engine.catalog.TaskFamily;
import dev.signalbox.engine.naming.Target;
import dev.signalbox.engine.state.Quality;
import dev.signalbox.engine.state.QualityTable;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;

/** Tables of learnt qualities, drawn from a seed. */
public final class Tables {
  private static final int CLUSTERS = 4;
  private static final List<QualityTable.Key> KEYS =
      List.of(
          new QualityTable.Key("", "general"),
          new QualityTable.Key("p", "code"),
          new QualityTable.Key("p", "general"));

  private Tables() {}

  /** What signals about some of {@code samples} taught; worlds ask about some of its keys. */
  public static QualityTable of(long seed, List<Sample> samples) {
    SplittableRandom random = new SplittableRandom(seed ^ 0x7ab1e5);
    List<Target> targets =
        samples.stream().map(Sample::target).filter(_ -> random.nextInt(3) > 0).toList();
    Map<QualityTable.Key, QualityTable.Row> rows = new HashMap<>();
    for (QualityTable.Key key : KEYS) {
      if (random.nextBoolean()) {
        rows.put(key, row(targets, random));
      }
    }
    Map<TaskFamily, QualityTable.Row> general =
        random.nextBoolean() ? Map.of(TaskFamily.CODE, row(targets, random)) : Map.of();
    Map<Target, List<Quality.Part>> clusters = new HashMap<>();
    for (Target target : targets) {
      List<Quality.Part> parts = new ArrayList<>();
      for (int i = 0; i < CLUSTERS; i++) {
        parts.add(part("cluster", 50, random));
      }
      clusters.put(target, parts);
    }
    return QualityTable.of(rows, general, random.nextInt(4) > 0 ? clusters : Map.of());
  }

  private static QualityTable.Row row(List<Target> targets, SplittableRandom random) {
    Map<Target, QualityTable.Learned> learned = new HashMap<>();
    for (Target target : targets) {
      if (random.nextInt(3) > 0) {
        learned.put(
            target,
            new QualityTable.Learned(
                List.of(
                    part("model", 200, random),
                    part("family", 100, random),
                    part("cell", 300, random),
                    new Quality.Part("rounding", random.nextInt(3) - 1)),
                random.nextLong(200_000_000),
                random.nextLong(400_000)));
      }
    }
    return new QualityTable.Row(part("task", 200, random), learned, random.nextBoolean());
  }

  /** Within so many thousandths of a quality of 1. */
  private static Quality.Part part(String name, int thousandths, SplittableRandom random) {
    return new Quality.Part(
        name,
        random.nextInt(-thousandths, thousandths + 1) * 1_000_000L,
        random.nextLong(100_000_000),
        random.nextLong(100_000),
        Ask.NOON.toEpochMilli() - random.nextLong(10_000_000_000L));
  }
}
