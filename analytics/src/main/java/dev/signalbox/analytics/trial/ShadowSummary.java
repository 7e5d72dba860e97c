package dev.signalbox.analytics.trial;

import java.util.List;

/**
 * What a policy on trial comes to.
 *
 * @param decisions that were compared
 * @param moved those of another deployment, or of nobody
 * @param refused those of nobody
 * @param sum of the differences of all that somebody would answer
 * @param moves the most frequent ones, the most frequent first
 */
public record ShadowSummary(
    long decisions, long moved, long refused, ShadowDecision.Difference sum, List<Move> moves) {
  public ShadowSummary {
    moves = List.copyOf(moves);
  }

  /**
   * Requests that would go from one deployment to another.
   *
   * @param to empty text for nobody
   * @param sum of their differences
   */
  public record Move(String from, String to, long decisions, ShadowDecision.Difference sum) {}
}
