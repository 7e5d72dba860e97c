package dev.signalbox.signals.replay;

import java.util.Optional;

/**
 * What a policy would have come to.
 *
 * @param estimate the figure; where {@link #refusal} says so, it rests on the direct model alone
 *     and nothing that was observed checks it
 * @param effectiveSamples how many rewards the judged choices rest on: (Σw)² ÷ Σw² over those that
 *     were told of
 * @param unchecked share of the judged choices that the log could not have made, from 0 to 1; only
 *     the direct model speaks for them
 * @param refusal why observed rewards do not carry the figure; empty when they do
 */
public record Judgement(
    Estimate estimate, double effectiveSamples, double unchecked, Optional<Refusal> refusal) {

  /** Fewer effective samples than this carry no figure. */
  public static final double FLOOR = 50;

  /** Why rewards do not carry a figure. */
  public enum Refusal {
    /** No answer was told of. */
    NO_REWARDS,
    /** Chance had no part in the log: no other choice than the logged ones was ever seen. */
    NO_EXPLORATION,
    /** The judged choices were made too seldom, or too few of them were told of. */
    TOO_FEW_SAMPLES
  }

  /** Whether observed rewards carry the figure. */
  public boolean isChecked() {
    return refusal.isEmpty();
  }
}
