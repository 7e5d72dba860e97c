package dev.signalbox.engine.policy;

/**
 * What is done to make sure of answers, where the gateway can tell something of them.
 *
 * @param retry whether the next deployment is asked when an answer has not the shape that was asked
 *     for, and asking pays
 * @param agreement whether two cheap deployments answer what has a short answer, and the best one
 *     where they do not agree
 */
public record Checks(boolean retry, boolean agreement) {
  /** Answers are given as they come. */
  public static final Checks NONE = new Checks(false, false);
}
