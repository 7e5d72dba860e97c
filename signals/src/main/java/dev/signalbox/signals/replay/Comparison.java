package dev.signalbox.signals.replay;

import dev.signalbox.engine.naming.Target;

/**
 * A logged request and what two policies would do with it. Beliefs may differ between the two, for
 * one when they know other cards.
 */
public record Comparison(Trial before, Trial after) {
  public Comparison {
    if (!before.logged().target().equals(after.logged().target())
        || !before.logged().reward().equals(after.logged().reward())) {
      throw new IllegalArgumentException("both are about the same request");
    }
  }

  /** Two certain choices for {@code logged}. */
  public static Comparison of(Logged logged, Target before, Target after) {
    return new Comparison(Trial.of(logged, before), Trial.of(logged, after));
  }

  /** The least that the one after can be worth more; nothing where both do the same. */
  double least() {
    return moves() ? after.least() - before.most() : 0;
  }

  /** The most that it can. */
  double most() {
    return moves() ? after.most() - before.least() : 0;
  }

  /** Whether the two do something else. */
  boolean moves() {
    return !before.chances().equals(after.chances());
  }
}
