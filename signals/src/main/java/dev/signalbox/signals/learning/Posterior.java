package dev.signalbox.signals.learning;

import dev.signalbox.engine.catalog.TaskFamily;
import dev.signalbox.engine.naming.Target;
import dev.signalbox.engine.state.ClusterMix;
import java.util.List;
import java.util.Map;

/**
 * What was learnt, as effects that add up: the card, τ of a project's task (common to all models,
 * so that a hard task makes no model look bad), of the model, of the model at tasks of the family,
 * of the model at that task, and of prompts of a cluster (common to all models, and of the model).
 *
 * @param tasks τ by project and task
 * @param clusters common to all models, by cluster
 */
record Posterior(
    Cards cards,
    Map<TaskKey, Effect> tasks,
    Map<Target, Effect> models,
    Map<ModelFamily, Effect> families,
    Map<CellKey, Effect> cells,
    List<Effect> clusters,
    Map<Target, List<Effect>> modelClusters) {

  /** A project's task. */
  record TaskKey(String project, String task) {
    static TaskKey of(CellKey cell) {
      return new TaskKey(cell.project(), cell.task());
    }
  }

  /** A model at tasks of one family. */
  record ModelFamily(Target target, TaskFamily family) {
    static ModelFamily of(CellKey cell) {
      return new ModelFamily(cell.target(), cell.family());
    }
  }

  /**
   * One effect.
   *
   * @param value in shares of good answers
   * @param prior signals that its starting point, nothing, counts like
   * @param n signals behind it
   * @param newestMillis when the newest answer behind it was decided on; 0 where there is none
   */
  record Effect(double value, double prior, double n, long newestMillis) {
    static final Effect NONE = new Effect(0, 1, 0, 0);

    /** How unsure it is, where one signal varies by {@code variance}. */
    double variance(double variance) {
      return variance / (n + prior);
    }
  }

  /** Nothing learnt. */
  static Posterior empty(Cards cards) {
    return new Posterior(cards, Map.of(), Map.of(), Map.of(), Map.of(), List.of(), Map.of());
  }

  /** What each level expects of an answer of {@code place}. */
  Prediction predict(Observation.Place place) {
    CellKey cell = CellKey.of(place);
    double card =
        cards.mean(place.target(), place.family())
            + tasks.getOrDefault(TaskKey.of(cell), Effect.NONE).value();
    double model =
        card
            + models.getOrDefault(place.target(), Effect.NONE).value()
            + families.getOrDefault(ModelFamily.of(cell), Effect.NONE).value();
    double task = model + cells.getOrDefault(cell, Effect.NONE).value();
    double cluster = task + clustered(place.target(), place.mix());
    return new Prediction(bounded(card), bounded(model), bounded(task), bounded(cluster));
  }

  private double clustered(Target target, ClusterMix mix) {
    if (mix.isNone() || clusters.isEmpty()) {
      return 0;
    }
    List<Effect> own = modelClusters.getOrDefault(target, List.of());
    double sum = 0;
    for (int i = 0; i < ClusterMix.MOST && mix.share(i) > 0; i++) {
      double effect = clusters.get(mix.cluster(i)).value();
      if (!own.isEmpty()) {
        effect += own.get(mix.cluster(i)).value();
      }
      sum += effect * mix.share(i) / ClusterMix.WHOLE;
    }
    return sum;
  }

  private static double bounded(double share) {
    return Math.clamp(share, 0, 1);
  }
}
