package dev.signalbox.signals.replay;

import dev.signalbox.engine.naming.Target;
import java.util.Map;
import java.util.Optional;

/**
 * One request as it was logged.
 *
 * @param target who answered
 * @param propensity with which probability the policy in force chose it, above 0; 1 where chance
 *     had no part
 * @param reward what was said of the answer; empty when nothing was
 * @param beliefs what is expected of each deployment that matters, the one that answered among them
 *     where anything is
 */
public record Logged(
    Target target, double propensity, Optional<Reward> reward, Map<Target, Belief> beliefs) {
  public Logged {
    if (!(propensity > 0 && propensity <= 1)) {
      throw new IllegalArgumentException("a choice that was made had a chance above 0");
    }
    beliefs = Map.copyOf(beliefs);
  }

  /** Whether chance had a part in the choice, so that others were possible. */
  boolean explored() {
    return propensity < 1;
  }
}
