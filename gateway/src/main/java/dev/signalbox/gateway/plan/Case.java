package dev.signalbox.gateway.plan;

import dev.signalbox.analytics.decision.PastDecision;
import dev.signalbox.engine.naming.Target;
import dev.signalbox.engine.price.PriceSheet;
import dev.signalbox.engine.price.TokenBuckets;
import dev.signalbox.engine.state.Output;
import dev.signalbox.engine.state.Standing;
import dev.signalbox.signals.replay.Belief;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * What is held of a request that somebody would answer under both configurations.
 *
 * @param own the call that answered it
 * @param propensity with which probability that one was chosen; 1 where that is not known
 * @param said what signals say of the answer, where the choice that led to it is known
 */
record Case(
    Instant at,
    Optional<PastDecision.Answered> own,
    double propensity,
    Optional<Double> said,
    Option before,
    Option after) {

  /**
   * What one configuration does with it.
   *
   * @param task the request's task, else the id of its family
   * @param sheet prices of the target
   * @param expected prompt and answer as routing reckoned them
   * @param shown how long the target's answers were so far
   * @param millis as routing reckoned them
   * @param maxOutput most tokens of an answer that the request allows
   * @param beliefs what is expected of the target, and of who answered
   */
  record Option(
      Target target,
      String task,
      PriceSheet sheet,
      TokenBuckets expected,
      Output shown,
      long millis,
      OptionalLong maxOutput,
      Map<Target, Belief> beliefs) {}

  static Case of(PastDecision past, Choice.Made before, Choice.Made after) {
    boolean known = past.propensityMillionths().isPresent();
    Optional<Target> answered = past.answered().map(PastDecision.Answered::target);
    return new Case(
        past.record().question().at(),
        past.answered(),
        past.propensityMillionths().isPresent() ? past.propensityMillionths().getAsLong() / 1e6 : 1,
        known ? past.said().map(PastDecision.Said::value) : Optional.empty(),
        option(before, answered),
        option(after, answered));
  }

  private static Option option(Choice.Made made, Optional<Target> answered) {
    Map<Target, Belief> beliefs = new HashMap<>();
    beliefs.put(made.target(), made.belief(made.target()).orElseThrow());
    answered.ifPresent(
        target -> made.belief(target).ifPresent(belief -> beliefs.put(target, belief)));
    return new Option(
        made.target(),
        made.task(),
        made.sheet(),
        made.expected(),
        made.snapshot().standing(made.target()).map(Standing::output).orElse(Output.UNKNOWN),
        made.millis(),
        made.question().needs().tokens().maxOutput(),
        beliefs);
  }

  boolean moves() {
    return !before.target().equals(after.target());
  }
}
