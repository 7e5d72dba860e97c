package dev.signalbox.gateway.route;

import dev.signalbox.engine.explain.DecisionMeta;
import dev.signalbox.engine.routing.Decision;
import dev.signalbox.engine.routing.PlanEntry;
import dev.signalbox.engine.routing.Question;
import dev.signalbox.engine.routing.Router;
import dev.signalbox.engine.state.Snapshot;
import java.util.List;
import java.util.Optional;

/**
 * A decision as it is kept: what it was made from, and what came out. The explanation is not
 * stored, since deciding again gives the same one.
 *
 * @param asker label of the key that asked for it
 * @param plan what came out
 */
public record KeptDecision(
    DecisionMeta meta, String asker, Question question, Snapshot snapshot, List<PlanEntry> plan) {
  public KeptDecision {
    plan = List.copyOf(plan);
  }

  /** Its id. */
  public String id() {
    return meta.id();
  }

  /** The decision with all reasons. */
  public Decision explained() {
    return Router.decide(question, snapshot);
  }

  KeptDecision with(DecisionMeta.Outcome known) {
    return new KeptDecision(
        new DecisionMeta(meta.id(), meta.at(), meta.mode(), meta.micros(), Optional.of(known)),
        asker,
        question,
        snapshot,
        plan);
  }
}
