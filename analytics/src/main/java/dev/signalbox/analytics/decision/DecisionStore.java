package dev.signalbox.analytics.decision;

import dev.signalbox.engine.archive.DecisionRecord;
import dev.signalbox.engine.archive.KeptDecision;
import dev.signalbox.engine.naming.Target;
import dev.signalbox.engine.routing.Decision;
import dev.signalbox.engine.routing.RunnerUp;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/** Where decisions are kept for longer than memory keeps them. */
public interface DecisionStore {
  /** Takes a decision that nothing more will be known of. Called on event loops: does not block. */
  void keep(KeptDecision decision, Beside beside);

  /**
   * What can be searched for beside the decision itself.
   *
   * @param candidates deployments that were looked at
   * @param runnerUp who would have been the first but for the first
   * @param request number of the request that it was made for; empty when there was none
   */
  record Beside(int candidates, Optional<Target> runnerUp, OptionalLong request) {
    /** What {@code decision} says. */
    public static Beside of(Decision decision, OptionalLong request) {
      return new Beside(
          decision.layers().getFirst().in(), decision.runnerUp().map(RunnerUp::target), request);
    }
  }

  /**
   * The decision of this id. Blocks.
   *
   * @param asker label of the key that must have asked for it; empty for anybody's
   * @throws IllegalArgumentException if it is stored in a way that this version cannot read
   */
  Optional<KeptDecision> find(String id, Optional<String> asker);

  /**
   * The newest decisions that {@code filter} admits, by their numbers, without what they were made
   * on. Blocks.
   *
   * @param before only those of a lower number
   * @param limit how many at most
   */
  List<DecisionRecord> newest(DecisionFilter filter, long before, int limit);
}
