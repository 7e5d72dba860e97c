package dev.signalbox.engine.routing;

import dev.signalbox.engine.naming.Target;
import dev.signalbox.engine.state.Candidate;

/**
 * A candidate that passed all layers; the better one comes first.
 *
 * @param setbacks how much of the request would suffer, see {@link Score.Fit#setbacks}
 * @param utility sum of the contributions of all layers, in billionths
 * @param nanos money that the worth of a point turned into part of it: cost, and what leaving a
 *     session forgoes
 */
record Contender(Candidate candidate, int setbacks, long utility, long nanos)
    implements Comparable<Contender> {
  Target target() {
    return candidate.target();
  }

  String provider() {
    return candidate.standing().deployment().provider().id();
  }

  int rank() {
    return candidate.rank();
  }

  /** Place among all candidates; decides between equals. */
  int place() {
    return candidate.place();
  }

  /** Rank before losses, losses before utility. */
  @Override
  public int compareTo(Contender other) {
    if (rank() != other.rank()) {
      return rank() < other.rank() ? -1 : 1;
    }
    if (setbacks != other.setbacks) {
      return setbacks < other.setbacks ? -1 : 1;
    }
    if (utility != other.utility) {
      return utility > other.utility ? -1 : 1;
    }
    return Integer.compare(place(), other.place());
  }

  /** Whether utility decides between the two. */
  boolean competesWith(Contender other) {
    return rank() == other.rank() && setbacks == other.setbacks;
  }
}
