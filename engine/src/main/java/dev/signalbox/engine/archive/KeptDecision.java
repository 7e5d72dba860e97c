package dev.signalbox.engine.archive;

import dev.signalbox.engine.explain.DecisionMeta;
import dev.signalbox.engine.routing.Decision;
import dev.signalbox.engine.routing.Router;
import dev.signalbox.engine.state.Snapshot;

/** A decision with the snapshot it was made on, so that it can be made again. */
public record KeptDecision(DecisionRecord record, Snapshot snapshot) {
  /** Its id. */
  public String id() {
    return record.id();
  }

  /** The decision with all reasons. */
  public Decision explained() {
    return Router.decide(record.question(), snapshot);
  }

  /** The same with what came of it. */
  public KeptDecision with(DecisionMeta.Outcome known) {
    return new KeptDecision(record.with(known), snapshot);
  }
}
