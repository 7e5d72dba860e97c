package dev.signalbox.engine.routing;

import dev.signalbox.engine.state.Standing;

/**
 * A deployment on its way through the layers.
 *
 * @param rank of the name it competes under; 0 when the engine chooses among all
 * @param utility sum of the contributions so far, in billionths
 */
record Candidate(Standing standing, int rank, long utility) {
  /** The same with one more contribution. */
  Candidate plus(long term) {
    return new Candidate(standing, rank, saturated(utility, term));
  }

  /** A sum that stays within the range of a long. */
  static long saturated(long a, long b) {
    long sum = a + b;
    return ((a ^ sum) & (b ^ sum)) < 0 ? (a < 0 ? Long.MIN_VALUE : Long.MAX_VALUE) : sum;
  }
}
