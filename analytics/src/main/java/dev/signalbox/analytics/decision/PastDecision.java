package dev.signalbox.analytics.decision;

import dev.signalbox.engine.archive.DecisionRecord;
import dev.signalbox.engine.naming.Target;
import dev.signalbox.engine.price.TokenBuckets;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * The decision of a request that is over, with what came of it.
 *
 * @param propensityMillionths with which probability, in millionths, who answered was put first;
 *     empty where it was not the first of the plan
 * @param answered the call that answered; empty when none did
 * @param said what signals say of the answer; empty when none does
 */
public record PastDecision(
    DecisionRecord record,
    OptionalLong propensityMillionths,
    Optional<Answered> answered,
    Optional<Said> said) {

  /**
   * A call that answered.
   *
   * @param millis from its begin to its end
   */
  public record Answered(Target target, TokenBuckets tokens, long millis) {}

  /**
   * What signals of others than the gateway say together: the gateway itself only ever complains,
   * which says nothing of the answers that it is silent of.
   *
   * @param value their weighted mean, from 0 to 1
   * @param signals how many
   */
  public record Said(double value, int signals) {}
}
