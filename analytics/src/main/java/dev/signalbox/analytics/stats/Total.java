package dev.signalbox.analytics.stats;

import dev.signalbox.analytics.rollup.RollupDelta;

/**
 * What requests came to, and what became of them.
 *
 * @param mitigated those that something went wrong with that the client never saw
 * @param impacting those that failed
 */
record Total(RollupDelta sum, long mitigated, long impacting) {
  /** No requests. */
  static final Total ZERO = new Total(RollupDelta.ZERO, 0, 0);

  /** Both together. */
  Total plus(Total other) {
    return new Total(sum.plus(other.sum), mitigated + other.mitigated, impacting + other.impacting);
  }

  /** The same, and how long they took. */
  Total timed(Sums.Times times) {
    return new Total(sum.timed(times.totals(), times.firstBytes()), mitigated, impacting);
  }

  long requests() {
    return sum.requests();
  }

  /** Those that were answered as the client wanted. */
  long success() {
    return sum.requests() - sum.errors();
  }

  /** Those with which nothing went wrong at all. */
  long ok() {
    return success() - mitigated;
  }
}
