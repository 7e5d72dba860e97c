package dev.signalbox.engine.policy;

import java.util.Optional;

/**
 * How the plan of a profile is made and carried out.
 *
 * @param strict whether a deployment that would lose a field is dropped
 * @param unknownAllowed whether deployments take part of which a needed capability or the price is
 *     unknown, when the engine chooses among all
 * @param maxAttempts most deployments in a plan, from 1 to {@link #MOST_ATTEMPTS}
 * @param switchUtility utility that leaving the deployment of a running session costs beside its
 *     cached prefix
 * @param hedge when a second call starts early; empty is never
 * @param exploring how often chance chooses, to learn of models; empty is never
 * @param checks what is done to make sure of answers
 */
public record Handling(
    boolean strict,
    boolean unknownAllowed,
    int maxAttempts,
    long switchUtility,
    Optional<Hedge> hedge,
    Optional<Exploring> exploring,
    Checks checks) {
  /** Most deployments any plan has. */
  public static final int MOST_ATTEMPTS = 8;

  /** Lenient about losses, strict about unknowns, four attempts, one point for a switch. */
  public static final Handling STANDARD =
      new Handling(false, false, 4, Trade.POINT, Optional.empty(), Optional.empty(), Checks.NONE);

  public Handling {
    if (maxAttempts < 1 || maxAttempts > MOST_ATTEMPTS || switchUtility < 0) {
      throw new IllegalArgumentException(
          "a plan has 1 to " + MOST_ATTEMPTS + " attempts, and a switch costs at least nothing");
    }
  }

  /** The same, with unknown capabilities and prices allowed or not. */
  public Handling withUnknownAllowed(boolean allowed) {
    return new Handling(strict, allowed, maxAttempts, switchUtility, hedge, exploring, checks);
  }

  /** The same with other checks. */
  public Handling with(Checks changed) {
    return new Handling(
        strict, unknownAllowed, maxAttempts, switchUtility, hedge, exploring, changed);
  }
}
