package dev.signalbox.engine.routing;

import dev.signalbox.engine.naming.Target;

/**
 * A deployment to try.
 *
 * @param utility in billionths
 * @param why what put it at this place
 * @param propensityMillionths probability that it is the first of the plan, in millionths; without
 *     chance it is 1,000,000 for the first and 0 for all others
 */
public record PlanEntry(Target target, long utility, Why why, int propensityMillionths) {
  /** The propensity of a first entry that chance had no part in. */
  public static final int CERTAIN = 1_000_000;

  /** What put an entry at its place. */
  public enum Why {
    /** The highest utility. */
    BEST("highest utility"),
    /** Chance drew it among those that are plausibly the best. */
    EXPLORED("drawn by chance, to learn of it"),
    /** The highest utility of another provider than that of the first entry. */
    OTHER_PROVIDER("next by utility, other provider"),
    /** The next highest utility. */
    NEXT("next by utility"),
    /** The next highest utility of those that lose more of the request. */
    LOSES_MORE("next by utility, loses more of the request"),
    /** A later place of the name that was asked for. */
    NAMED_LATER("next place of the name");

    private final String text;

    Why(String text) {
      this.text = text;
    }

    /** The words for it. */
    public String text() {
      return text;
    }
  }
}
