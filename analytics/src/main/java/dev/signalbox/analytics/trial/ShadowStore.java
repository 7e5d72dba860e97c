package dev.signalbox.analytics.trial;

import java.util.List;

/** Where it is kept what a policy on trial would have decided. */
public interface ShadowStore {
  /** Takes one. Does not block. */
  void keep(ShadowDecision decision);

  /** What the policy of that revision comes to. Blocks. */
  ShadowSummary summary(String revision);

  /**
   * The newest of that revision. Blocks.
   *
   * @param before only those of a lower number
   * @param limit how many at most
   */
  List<ShadowDecision> newest(String revision, long before, int limit);
}
