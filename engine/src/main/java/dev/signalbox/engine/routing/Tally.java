package dev.signalbox.engine.routing;

import dev.signalbox.engine.state.Candidate;

/** What counts of each candidate, added up over the layers; by its place. */
final class Tally {
  private final long[] utility;
  private final long[] nanos;
  private final int[] setbacks;
  private int place;

  /** One for candidates at places below {@code places}. */
  Tally(int places) {
    this.utility = new long[places];
    this.nanos = new long[places];
    this.setbacks = new int[places];
  }

  /** What is added from now on is of the candidate at {@code at}. */
  void turnTo(int at) {
    this.place = at;
  }

  /** Adds {@code term} to the utility, in billionths. */
  void weigh(long term) {
    utility[place] = Saturating.sum(utility[place], term);
  }

  /** Adds what the worth of a point turns into utility, in nano-dollars. */
  void pay(long amount) {
    nanos[place] = Saturating.sum(nanos[place], amount);
  }

  /** Adds to how much of the request would suffer. */
  void suffer(int more) {
    setbacks[place] += more;
  }

  /** What was added up of {@code candidate}. */
  Contender of(Candidate candidate) {
    int at = candidate.place();
    return new Contender(candidate, setbacks[at], utility[at], nanos[at]);
  }
}
