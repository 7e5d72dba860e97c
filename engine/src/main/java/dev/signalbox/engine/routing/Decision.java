package dev.signalbox.engine.routing;

import dev.signalbox.engine.naming.Target;
import dev.signalbox.engine.state.Revisions;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The answer to a question: whom to try in which order, and what became of every candidate.
 *
 * @param layers the five layers in order
 * @param plan the failover chain; empty when nobody may or can answer
 * @param unplanned those that passed all layers but found the plan full
 * @param runnerUp who came second by utility, whatever chance did
 * @param exploration what chance did; empty where it had no part
 */
public record Decision(
    Question question,
    Revisions revisions,
    List<LayerRecord> layers,
    List<PlanEntry> plan,
    List<LayerRecord.Dropped> unplanned,
    Optional<RunnerUp> runnerUp,
    Optional<Exploration> exploration) {
  public Decision {
    layers = List.copyOf(layers);
    plan = List.copyOf(plan);
    unplanned = LateList.kept(unplanned);
  }

  /** The deployments to try, in order. */
  public List<Target> targets() {
    return plan.stream().map(PlanEntry::target).toList();
  }

  /**
   * The utility of every deployment that passed all layers, in billionths, in the order they came.
   */
  public Map<Target, Long> utilities() {
    Map<Target, Long> utilities = new LinkedHashMap<>();
    layers.getLast().scored().forEach(score -> utilities.put(score.target(), 0L));
    for (LayerRecord layer : layers) {
      for (Score score : layer.scored()) {
        utilities.computeIfPresent(score.target(), (_, sum) -> Saturating.sum(sum, score.term()));
      }
    }
    return utilities;
  }

  /** Why {@code target} was dropped, and where; empty when it is planned or was no candidate. */
  public Optional<Drop> dropOf(Target target) {
    for (LayerRecord layer : layers) {
      for (LayerRecord.Dropped dropped : layer.dropped()) {
        if (dropped.target().equals(target)) {
          return Optional.of(new Drop(layer.layer(), dropped.reason()));
        }
      }
    }
    return unplanned.stream()
        .filter(dropped -> dropped.target().equals(target))
        .findFirst()
        .map(dropped -> new Drop("plan", dropped.reason()));
  }

  /**
   * Where a candidate was dropped, and why.
   *
   * @param layer name of the layer, or {@code plan}
   */
  public record Drop(String layer, Reason reason) {}
}
