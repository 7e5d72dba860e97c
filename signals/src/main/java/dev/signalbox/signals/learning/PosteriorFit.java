package dev.signalbox.signals.learning;

import dev.signalbox.engine.naming.Target;
import dev.signalbox.signals.learning.Posterior.Effect;
import dev.signalbox.signals.learning.Posterior.ModelFamily;
import dev.signalbox.signals.learning.Posterior.TaskKey;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
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
  private final Map<Target, Group> models = new LinkedHashMap<>();
  private final Map<ModelFamily, Group> families = new LinkedHashMap<>();
  private final Map<Target, ClusterGroup> modelClusters = new LinkedHashMap<>();
  private Optional<ClusterGroup> common = Optional.empty();

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
      value += (left - prior * value) / (n + prior);
    }

    Effect effect() {
      return new Effect(value, prior, n, newestMillis);
    }
  }

  /** The evidence of a cell, and the effects that apply to it. */
  private static final class Cell {
    private final CellKey key;
    private final CellSums sums;
    private final double card;
    private final Group all;
    private final Group project;
    private final Group task;
    private final Group model;
    private final Group family;
    private final double prior;
    private @Nullable ClusterGroup clusters;
    private double own;
    private double byCluster;

    Cell(CellKey key, CellSums sums, Start start, Groups groups) {
      this.key = key;
      this.sums = sums;
      this.card = start.card();
      this.all = groups.all();
      this.project = groups.project();
      this.task = groups.task();
      this.model = groups.model();
      this.family = groups.family();
      this.prior = start.prior();
    }

    /** What one signal of it is expected to be, but for the clusters. */
    double expected() {
      return card + common() + model.value + family.value + own;
    }

    /** What is common to all models. */
    double common() {
      return all.value + project.value + task.value;
    }

    /** The part of its evidence that is not explained yet. */
    double left() {
      return sums.s() - sums.n() * expected() - byCluster;
    }

    void move() {
      own += (left() - prior * own) / (sums.n() + prior);
    }

    Effect effect() {
      return new Effect(own, prior, sums.n(), sums.newestMillis());
    }
  }

  /** What is known of a cell before its signals, and how many of them that counts like. */
  private record Start(double card, double prior) {}

  private record Groups(Group all, Group project, Group task, Group model, Group family) {}

  private PosteriorFit(
      SortedMap<CellKey, CellSums> evidence, Cards cards, LearningSettings.Priors priors) {
    this.cards = cards;
    this.priors = priors;
    this.all = new Group(priors.task());
    evidence.forEach(this::join);
  }

  /** The effects of {@code evidence}. */
  static Posterior of(
      SortedMap<CellKey, CellSums> evidence, Cards cards, LearningSettings.Priors priors) {
    PosteriorFit fit = new PosteriorFit(evidence, cards, priors);
    for (int sweep = 0; sweep < SWEEPS; sweep++) {
      fit.sweep();
    }
    return fit.posterior();
  }

  private void join(CellKey key, CellSums sums) {
    Group project = projects.computeIfAbsent(key.project(), _ -> new Group(priors.task()));
    Group task = tasks.computeIfAbsent(TaskKey.of(key), _ -> new Group(priors.task()));
    Group model = models.computeIfAbsent(key.target(), _ -> new Group(priorOfModel(key)));
    Group family =
        families.computeIfAbsent(
            ModelFamily.of(key), _ -> new Group(priorOfModel(key) * priors.family()));
    Cell cell =
        new Cell(
            key,
            sums,
            new Start(cards.mean(key.target(), key.family()), priors.cell()),
            new Groups(all, project, task, model, family));
    cells.add(cell);
    all.join(cell);
    project.join(cell);
    task.join(cell);
    model.join(cell);
    family.join(cell);
    if (sums.clustered()) {
      if (common.isEmpty()) {
        common = Optional.of(new ClusterGroup(priors.cell()));
      }
      common.get().join(sums);
      cell.clusters =
          modelClusters.computeIfAbsent(key.target(), _ -> new ClusterGroup(priors.cluster()));
      cell.clusters.join(sums);
    }
  }

  /** The less a card knows, the sooner signals outweigh it. */
  private double priorOfModel(CellKey key) {
    double sd = cards.sd(key.target(), key.family());
    return VARIANCE / (sd * sd);
  }

  private void sweep() {
    all.move();
    projects.values().forEach(Group::move);
    tasks.values().forEach(Group::move);
    models.values().forEach(Group::move);
    families.values().forEach(Group::move);
    cells.forEach(Cell::move);
    if (common.isPresent()) {
      moveClusters(common.get());
    }
  }

  /**
   * Each cluster's effect is the mean of what the other effects leave of its prompts, as if no
   * prompt were near two: which draws a prompt between two toward the mean of both.
   */
  private void moveClusters(ClusterGroup all) {
    all.begin();
    modelClusters.values().forEach(ClusterGroup::begin);
    for (Cell cell : cells) {
      if (cell.clusters != null) {
        double expected = cell.expected();
        all.leave(cell.sums, expected);
        cell.clusters.leave(cell.sums, expected);
      }
    }
    all.move();
    modelClusters.values().forEach(own -> own.moveBeside(all));
    for (Cell cell : cells) {
      if (cell.clusters != null) {
        cell.byCluster = all.explains(cell.sums) + cell.clusters.explains(cell.sums);
      }
    }
  }

  private Posterior posterior() {
    Map<CellKey, Effect> byCell = LinkedHashMap.newLinkedHashMap(cells.size());
    cells.forEach(cell -> byCell.put(cell.key, cell.effect()));
    return new Posterior(
        cards,
        taskEffects(),
        effects(models),
        effects(families),
        byCell,
        common.map(ClusterGroup::effects).orElseGet(List::of),
        modelClusterEffects());
  }

  private static <K> Map<K, Effect> effects(Map<K, Group> groups) {
    Map<K, Effect> effects = LinkedHashMap.newLinkedHashMap(groups.size());
    groups.forEach((key, group) -> effects.put(key, group.effect()));
    return effects;
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

  private Map<Target, List<Effect>> modelClusterEffects() {
    Map<Target, List<Effect>> effects = LinkedHashMap.newLinkedHashMap(modelClusters.size());
    modelClusters.forEach((target, group) -> effects.put(target, group.effects()));
    return effects;
  }
}
