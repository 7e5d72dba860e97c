package dev.signalbox.engine.explain;

import dev.signalbox.engine.naming.Target;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;

/**
 * What a decision record says beside the decision.
 *
 * @param id unique
 * @param at when it was decided
 * @param micros how long deciding took
 * @param outcome what came of it; empty while nothing has, and of a dry run or replay
 * @param policy by which it was decided, where that was not the one in force; else empty text
 */
public record DecisionMeta(
    String id, Instant at, Mode mode, long micros, Optional<Outcome> outcome, String policy) {
  /** What is said of a decision by the policy in force. */
  public DecisionMeta(String id, Instant at, Mode mode, long micros, Optional<Outcome> outcome) {
    this(id, at, mode, micros, outcome, "");
  }

  /** What a decision was made for. */
  public enum Mode {
    /** A request that was then sent. */
    LIVE,
    /** A question that nothing came of. */
    DRY_RUN,
    /** A question of a stored decision. */
    REPLAY;

    /** Its name in answers. */
    public String id() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /**
   * What came of a decision.
   *
   * @param served who answered; empty if nobody did
   * @param answeredModel the model that answered, as its provider names it; empty text when it did
   *     not say
   * @param attempts calls that were made
   * @param result {@code ok}, or the kind of failure
   * @param request id of the request's record; empty text when that is not known
   * @param verified what making sure of the answer came to, such as {@code agreed}; empty text
   *     where nothing was done
   */
  public record Outcome(
      Optional<Target> served,
      String answeredModel,
      int attempts,
      String result,
      String request,
      String verified) {}
}
