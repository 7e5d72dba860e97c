package dev.signalbox.engine.routing;

import dev.signalbox.engine.naming.Target;
import dev.signalbox.engine.state.Standing;

/**
 * A deployment that competes.
 *
 * @param index its place among the standings of the snapshot; below 0 when it is not among them
 * @param place among all candidates, from 0, in the order of the config or of the name
 * @param rank of the name it competes under; 0 when the engine chooses among all
 * @param outputTokens expected length of its answer
 */
record Candidate(Standing standing, int index, int place, int rank, long outputTokens) {
  Target target() {
    return standing.deployment().target();
  }
}
