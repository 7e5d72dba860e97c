package dev.signalbox.signals.learning;

import dev.signalbox.engine.catalog.TaskFamily;
import dev.signalbox.engine.naming.Target;
import dev.signalbox.signals.learning.Posterior.Effect;
import dev.signalbox.signals.learning.Posterior.ModelFamily;
import dev.signalbox.signals.learning.Posterior.TaskKey;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Finds the effects that explain the evidence best, each drawn toward nothing by its prior: a few
 * Gauss–Seidel sweeps from nothing, over cells in their order, so that equal evidence gives equal
 * effects to the last bit.
 */
final class PosteriorFit {
  /** Variance of one signal, 0 or 1, at the shares of good answers that models have. */
  static final double VARIANCE = 0.2;

  private static final int SWEEPS = 8;

  private final Cards cards;
  private final LearningSettings.Priors priors;
  private final List<Cell> cells = new ArrayList<>();
  private final Group all;
  private final Map<String, Group> projects = new LinkedHashMap<>();
  private final Map<TaskKey, Group> tasks = new LinkedHashMap<>();
  private final Map<Target, Model> models = new LinkedHashMap<>();
  private final List<Group> families = new ArrayList<>();
  private final List<ClusterGroup> modelClusters = new ArrayList<>();
  private final ClusterGroup commonClusters;

  /** What the cells of one model have in common. */
  private static final class Model {
    private final Group all;
    private final Map<TaskFamily, Family> families = new EnumMap<>(TaskFamily.class);
    private Optional<ClusterGroup> clusters = Optional.empty();

    Model(Group all) {
      this.all = all;
    }
  }

  /**
   * What its cells of one family have in common.
   *
   * @param card what they are expected to be before any signal
   */
  private record Family(Group group, double card) {}

  /** An effect that the cells of a group have in common. */
  private static final class Group {
    private final List<Cell> members = new ArrayList<>();
    private final double prior;
    private double value;
    private double n;
    private long newestMillis;

    Group(double prior) {
      this.prior = prior;
    }

    void join(Cell cell) {
      members.add(cell);
      n += cell.sums.n();
      newestMillis = Math.max(newestMillis, cell.sums.newestMillis());
    }

    /** Moves it to where the members' leftovers draw it. */
    void move() {
      double left = 0;
      for (Cell cell : members) {
        left += cell.left();
      }
      double step = (left - prior * value) / (n + prior);
      value += step;
      for (Cell cell : members) {
        cell.expected += step;
      }
    }

    Effect effect() {
      return new Effect(value, prior, n, newestMillis);
    }
  }

  /** The evidence of a cell, and the effects that apply to it. */
  private static final class Cell {
    private final CellKey key;
    private final CellSums sums;
    private final Groups groups;
    private final double prior;
    private final double n;
    private final double s;
    private @Nullable ClusterGroup clusters;
    private double own;

    /** What one signal of it is expected to be, but for the clusters: card and effects. */
    private double expected;

    /** What the clusters explain of its evidence. */
    private double byCluster;

    Cell(CellKey key, CellSums sums, Start start, Groups groups) {
      this.key = key;
      this.sums = sums;
      this.n = sums.n();
      this.s = sums.s();
      this.groups = groups;
      this.prior = start.prior();
      this.expected = start.card();
    }

    /** What is common to all models. */
    double common() {
      return groups.all().value + groups.project().value + groups.task().value;
    }

    /** The part of its evidence that is not explained yet. */
    double left() {
      return s - n * expected - byCluster;
    }

    void move() {
      double step = (left() - prior * own) / (n + prior);
      own += step;
      expected += step;
    }

    Effect effect() {
      return new Effect(own, prior, n, sums.newestMillis());
    }
  }

  /** What is known of a cell before its signals, and how many of them that counts like. */
  private record Start(double card, double prior) {}

  private record Groups(Group all, Group project, Group task) {}

  private PosteriorFit(List<CellEvidence> evidence, Cards cards, LearningSettings.Priors priors) {
    this.cards = cards;
    this.priors = priors;
    this.all = new Group(priors.task());
    this.commonClusters = new ClusterGroup(priors.cell());
    evidence.forEach(cell -> join(cell.key(), cell.sums()));
    modelClusters.forEach(commonClusters::join);
  }

  /** The effects of {@code evidence}, which is in the order of its cells. */
  static Posterior of(List<CellEvidence> evidence, Cards cards, LearningSettings.Priors priors) {
    PosteriorFit fit = new PosteriorFit(evidence, cards, priors);
    for (int sweep = 0; sweep < SWEEPS; sweep++) {
      fit.sweep();
    }
    return fit.posterior();
  }

  private void join(CellKey key, CellSums sums) {
    Groups groups = groupsOf(key);
    Model model = models.computeIfAbsent(key.target(), _ -> new Model(new Group(priorOf(key))));
    Family family = model.families.computeIfAbsent(key.family(), _ -> begun(key));
    Cell cell = new Cell(key, sums, new Start(family.card(), priors.cell()), groups);
    cells.add(cell);
    all.join(cell);
    groups.project().join(cell);
    groups.task().join(cell);
    model.all.join(cell);
    family.group().join(cell);
    if (sums.clustered()) {
      cell.clusters = clustersOf(model);
      cell.clusters.join(sums);
    }
  }

  /** Those of the cell before it, where they are the same: cells of one task come together. */
  private Groups groupsOf(CellKey key) {
    if (!cells.isEmpty()) {
      Cell last = cells.getLast();
      if (last.key.task().equals(key.task()) && last.key.project().equals(key.project())) {
        return last.groups;
      }
    }
    return new Groups(
        all,
        projects.computeIfAbsent(key.project(), _ -> new Group(priors.task())),
        tasks.computeIfAbsent(TaskKey.of(key), _ -> new Group(priors.task())));
  }

  private Family begun(CellKey key) {
    Group group = new Group(priorOf(key) * priors.family());
    families.add(group);
    return new Family(group, cards.mean(key.target(), key.family()));
  }

  private ClusterGroup clustersOf(Model model) {
    if (model.clusters.isEmpty()) {
      ClusterGroup begun = new ClusterGroup(priors.cluster());
      modelClusters.add(begun);
      model.clusters = Optional.of(begun);
    }
    return model.clusters.get();
  }

  /** The less a card knows, the sooner signals outweigh it. */
  private double priorOf(CellKey key) {
    double sd = cards.sd(key.target(), key.family());
    return VARIANCE / (sd * sd);
  }

  private void sweep() {
    all.move();
    projects.values().forEach(Group::move);
    tasks.values().forEach(Group::move);
    models.values().forEach(model -> model.all.move());
    families.forEach(Group::move);
    cells.forEach(Cell::move);
    if (!modelClusters.isEmpty()) {
      moveClusters();
    }
  }

  /**
   * Each cluster's effect is the mean of what the other effects leave of its prompts, as if no
   * prompt were near two: which draws a prompt between two toward the mean of both.
   */
  private void moveClusters() {
    modelClusters.forEach(ClusterGroup::begin);
    for (Cell cell : cells) {
      if (cell.clusters != null) {
        cell.clusters.expect(cell.sums, cell.expected);
      }
    }
    commonClusters.gather(modelClusters);
    commonClusters.move();
    modelClusters.forEach(own -> own.moveBeside(commonClusters));
    for (Cell cell : cells) {
      if (cell.clusters != null) {
        cell.byCluster = cell.clusters.explains(cell.sums);
      }
    }
  }

  private Posterior posterior() {
    Map<CellKey, Effect> byCell = LinkedHashMap.newLinkedHashMap(cells.size());
    cells.forEach(cell -> byCell.put(cell.key, cell.effect()));
    Map<Target, Effect> byModel = LinkedHashMap.newLinkedHashMap(models.size());
    Map<ModelFamily, Effect> byFamily = LinkedHashMap.newLinkedHashMap(families.size());
    Map<Target, List<Effect>> byCluster = LinkedHashMap.newLinkedHashMap(modelClusters.size());
    models.forEach(
        (target, model) -> {
          byModel.put(target, model.all.effect());
          model.families.forEach(
              (family, own) -> byFamily.put(new ModelFamily(target, family), own.group().effect()));
          model.clusters.ifPresent(own -> byCluster.put(target, own.effects()));
        });
    return new Posterior(
        cards,
        taskEffects(),
        byModel,
        byFamily,
        byCell,
        modelClusters.isEmpty() ? List.of() : commonClusters.effects(),
        byCluster);
  }

  /** With what is common to the project and to all: that is told of a task as one. */
  private Map<TaskKey, Effect> taskEffects() {
    Map<TaskKey, Effect> effects = LinkedHashMap.newLinkedHashMap(tasks.size());
    tasks.forEach(
        (key, group) -> {
          Effect own = group.effect();
          effects.put(
              key,
              new Effect(
                  group.members.getFirst().common(), own.prior(), own.n(), own.newestMillis()));
        });
    return effects;
  }
}
