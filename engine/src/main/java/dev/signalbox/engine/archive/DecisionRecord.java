package dev.signalbox.engine.archive;

import dev.signalbox.engine.explain.DecisionMeta;
import dev.signalbox.engine.routing.PlanEntry;
import dev.signalbox.engine.routing.Question;
import dev.signalbox.engine.state.Revisions;
import java.util.List;
import java.util.Optional;

/**
 * A decision as it is kept: what was asked, what it was decided on, and what came out. The
 * explanation is not kept, since deciding again gives the same one.
 *
 * @param number grows with time; decisions are listed by it
 * @param asker label of the key that asked for it
 * @param revisions the ids of the parts of its snapshot
 * @param plan what came out
 */
public record DecisionRecord(
    long number,
    DecisionMeta meta,
    String asker,
    Question question,
    Revisions revisions,
    List<PlanEntry> plan) {
  public DecisionRecord {
    plan = List.copyOf(plan);
  }

  /** Its id. */
  public String id() {
    return meta.id();
  }

  /** The same with what came of it. */
  public DecisionRecord with(DecisionMeta.Outcome known) {
    return new DecisionRecord(
        number,
        new DecisionMeta(
            meta.id(), meta.at(), meta.mode(), meta.micros(), Optional.of(known), meta.policy()),
        asker,
        question,
        revisions,
        plan);
  }
}
