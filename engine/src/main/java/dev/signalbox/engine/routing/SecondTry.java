package dev.signalbox.engine.routing;

import dev.signalbox.engine.naming.Target;
import dev.signalbox.engine.policy.Trade;
import java.util.Optional;

/**
 * What asking one more deployment of a decision comes to, after an answer that turned out to be
 * worth nothing.
 *
 * @param gain expected quality of its answer, in billionths
 * @param costUtility what its estimated cost weighs
 * @param timeUtility what its expected time weighs
 * @param millis its expected time
 */
public record SecondTry(long gain, long costUtility, long timeUtility, long millis) {
  /** What asking {@code target} comes to; empty when the decision did not weigh it. */
  public static Optional<SecondTry> of(Decision decision, Trade trade, Target target) {
    Weighed weighed = Weighed.all(decision).get(target);
    return weighed == null
        ? Optional.empty()
        : Optional.of(
            new SecondTry(
                weighed.worth().quality().value(),
                trade.costUtility(weighed.price().chargedNanos()),
                trade.timeUtility(weighed.time().totalMillis()),
                weighed.time().totalMillis()));
  }

  /** Whether it gains more than it costs, and is expected to end within {@code leftMillis}. */
  public boolean pays(long leftMillis) {
    return gain > Saturating.sum(costUtility, timeUtility) && millis <= leftMillis;
  }
}
