package dev.signalbox.gateway.route;

import dev.signalbox.engine.routing.Decision;
import dev.signalbox.engine.routing.PlanEntry;
import dev.signalbox.engine.routing.Question;
import dev.signalbox.engine.routing.Router;
import dev.signalbox.engine.state.Snapshot;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * A decision as it is kept: what it was made from, and what came out. The explanation is not
 * stored, since deciding again gives the same one.
 *
 * @param micros how long it took
 * @param plan what came out
 * @param outcome what became of the request; empty while it is served, and for dry runs
 */
public record KeptDecision(
    String id,
    Instant at,
    Mode mode,
    long micros,
    Question question,
    Snapshot snapshot,
    List<PlanEntry> plan,
    Optional<Outcome> outcome) {
  public KeptDecision {
    plan = List.copyOf(plan);
  }

  /** What a decision was made for. */
  public enum Mode {
    LIVE,
    DRY_RUN,
    REPLAY;

    /** Its name in answers. */
    public String id() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /**
   * What became of the request.
   *
   * @param served {@code provider/model}; empty text if nobody answered
   */
  public record Outcome(String served, int attempts, String result) {}

  /** The decision with all reasons. */
  public Decision explained() {
    return Router.decide(question, snapshot);
  }

  KeptDecision with(Outcome known) {
    return new KeptDecision(id, at, mode, micros, question, snapshot, plan, Optional.of(known));
  }
}
