package dev.signalbox.engine.routing;

import dev.signalbox.engine.state.Standing;
import java.util.Comparator;

/**
 * A deployment on its way through the layers.
 *
 * @param place among all candidates, from 0, in the order of the config or of the name; decides
 *     between equals
 * @param rank of the name it competes under; 0 when the engine chooses among all
 * @param setbacks how much of the request would suffer, see {@link Score#setbacks}
 * @param utility sum of the contributions so far, in billionths
 * @param nanos money that the worth of a point turned into part of it: cost, and what leaving a
 *     session forgoes
 */
record Candidate(Standing standing, int place, int rank, int setbacks, long utility, long nanos) {
  /** The order of the plan: rank before losses, losses before utility. */
  static final Comparator<Candidate> BEST_FIRST =
      Comparator.comparingInt(Candidate::rank)
          .thenComparingInt(Candidate::setbacks)
          .thenComparing(Comparator.comparingLong(Candidate::utility).reversed())
          .thenComparingInt(Candidate::place);

  /** One that no layer has looked at. */
  static Candidate of(Standing standing, int place, int rank) {
    return new Candidate(standing, place, rank, 0, 0, 0);
  }

  /** The same with what one more layer found. */
  Candidate plus(Score score) {
    return new Candidate(
        standing,
        place,
        rank,
        setbacks + score.setbacks(),
        sum(utility, score.term()),
        sum(nanos, score.weighedNanos()));
  }

  /** Whether utility decides between the two. */
  boolean competesWith(Candidate other) {
    return rank == other.rank && setbacks == other.setbacks;
  }

  /** A sum that stays within the range of a long. */
  static long sum(long a, long b) {
    long sum = a + b;
    return ((a ^ sum) & (b ^ sum)) < 0 ? (a < 0 ? Long.MIN_VALUE : Long.MAX_VALUE) : sum;
  }

  /** A difference that stays within the range of a long. */
  static long difference(long a, long b) {
    long difference = a - b;
    return ((a ^ b) & (a ^ difference)) < 0
        ? (a < 0 ? Long.MIN_VALUE : Long.MAX_VALUE)
        : difference;
  }
}
