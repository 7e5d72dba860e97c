package dev.signalbox.signals.learning;

import dev.signalbox.engine.catalog.TaskFamily;
import dev.signalbox.engine.naming.Target;
import dev.signalbox.engine.policy.Trade;
import dev.signalbox.engine.state.Quality;
import dev.signalbox.engine.state.QualityTable;
import dev.signalbox.signals.learning.Posterior.Effect;
import dev.signalbox.signals.learning.Posterior.ModelFamily;
import dev.signalbox.signals.learning.Posterior.TaskKey;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Makes the table that routing decides on: of what was learnt, what is proved. */
final class TableMaker {
  private static final double MILLI = 1_000;

  private final Posterior posterior;
  private final Proof proof;

  TableMaker(Posterior posterior, Proof proof) {
    this.posterior = posterior;
    this.proof = proof;
  }

  QualityTable table() {
    Map<TaskKey, List<CellKey>> cells = new LinkedHashMap<>();
    posterior
        .cells()
        .keySet()
        .forEach(cell -> cells.computeIfAbsent(TaskKey.of(cell), _ -> new ArrayList<>()).add(cell));
    Map<QualityTable.Key, QualityTable.Row> rows = new HashMap<>();
    cells.forEach(
        (key, own) -> rows.put(new QualityTable.Key(key.project(), key.task()), row(key, own)));
    Map<Target, List<Quality.Part>> clusters = clusters();
    return rows.isEmpty() ? QualityTable.EMPTY : QualityTable.of(rows, general(), clusters);
  }

  /**
   * What is known at a task that has signals: of models with none there too, what they are
   * elsewhere.
   */
  private QualityTable.Row row(TaskKey key, List<CellKey> own) {
    Level level = proof.of(key.project());
    TaskFamily family = own.getLast().family();
    Map<Target, CellKey> byTarget = HashMap.newHashMap(own.size());
    own.forEach(cell -> byTarget.put(cell.target(), cell));
    Map<Target, QualityTable.Learned> learned = new HashMap<>();
    if (level != Level.CARD) {
      posterior
          .models()
          .keySet()
          .forEach(
              target ->
                  learned.put(
                      target,
                      learned(
                          target,
                          byTarget.getOrDefault(
                              target, new CellKey(key.project(), key.task(), family, target)),
                          level)));
    }
    return new QualityTable.Row(
        part("task", posterior.tasks().getOrDefault(key, Effect.NONE)),
        learned,
        level == Level.CLUSTER);
  }

  /** What is known of models at tasks that nobody has reported of. */
  private Map<TaskFamily, QualityTable.Row> general() {
    Level level = proof.overall().counts();
    Map<TaskFamily, QualityTable.Row> general = new EnumMap<>(TaskFamily.class);
    if (level != Level.CARD) {
      for (TaskFamily family : TaskFamily.values()) {
        Map<Target, QualityTable.Learned> learned = new HashMap<>();
        posterior
            .models()
            .keySet()
            .forEach(
                target ->
                    learned.put(
                        target,
                        learned(
                            target, new CellKey("", family.id(), family, target), Level.MODEL)));
        general.put(
            family,
            new QualityTable.Row(part("task", Effect.NONE), learned, level == Level.CLUSTER));
      }
    }
    return general;
  }

  private QualityTable.Learned learned(Target target, CellKey cell, Level level) {
    Effect model = posterior.models().getOrDefault(target, Effect.NONE);
    Effect family = posterior.families().getOrDefault(ModelFamily.of(cell), Effect.NONE);
    Effect own =
        level.compareTo(Level.TASK) < 0
            ? Effect.NONE
            : posterior.cells().getOrDefault(cell, Effect.NONE);
    List<Quality.Part> parts = new ArrayList<>(4);
    add(parts, "model", model);
    add(parts, "family", family);
    add(parts, "cell", own);
    long whole = billionths(model.value() + family.value() + own.value());
    long rounding = whole - parts.stream().mapToLong(Quality.Part::value).sum();
    if (rounding != 0) {
      parts.add(new Quality.Part("rounding", rounding));
    }
    return new QualityTable.Learned(
        parts, billionths(sd(cell, model, family, own)), Math.round(own.n() * MILLI));
  }

  /**
   * The standard deviation of card, model, family and cell together: what is left of the card's by
   * the model's signals, beside that of the family and the cell, and less by the cell's own.
   */
  private double sd(CellKey cell, Effect model, Effect family, Effect own) {
    double card = posterior.cards().sd(cell.target(), cell.family());
    double variance = PosteriorFit.VARIANCE;
    double ofModel = 1 / (1 / (card * card) + model.n() / variance);
    double ofFamily = family.isNone() ? 0 : family.variance(variance);
    double apart = own.isNone() ? 0 : variance / own.prior();
    double before = ofModel + ofFamily + apart;
    return Math.sqrt(1 / (1 / before + own.n() / variance));
  }

  private Map<Target, List<Quality.Part>> clusters() {
    Map<Target, List<Quality.Part>> parts = new HashMap<>();
    posterior
        .modelClusters()
        .forEach(
            (target, effects) ->
                parts.put(
                    target, effects.stream().map(effect -> part("cluster", effect)).toList()));
    return parts;
  }

  private static void add(List<Quality.Part> parts, String name, Effect effect) {
    if (!effect.isNone()) {
      parts.add(part(name, effect));
    }
  }

  private static Quality.Part part(String name, Effect effect) {
    return new Quality.Part(
        name,
        billionths(effect.value()),
        effect.isNone() ? 0 : billionths(Math.sqrt(effect.variance(PosteriorFit.VARIANCE))),
        Math.round(effect.n() * MILLI),
        effect.newestMillis());
  }

  private static long billionths(double share) {
    return Math.round(share * Trade.ONE);
  }
}
