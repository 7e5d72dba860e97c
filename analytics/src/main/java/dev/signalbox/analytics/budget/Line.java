package dev.signalbox.analytics.budget;

/**
 * Nano-dollars of one request in one of its accounts.
 *
 * @param nanos reserved before the call, spent after it; not negative
 */
record Line(BudgetPlan.Entry entry, long nanos) {
  Line {
    if (nanos < 0) {
      throw new IllegalArgumentException("nothing is ever given back");
    }
  }

  Account account() {
    return entry.account();
  }

  Budget budget() {
    return entry.budget();
  }

  /** Whether there is room for it in an account that stands like this; free calls always fit. */
  boolean fits(Figures figures) {
    return nanos == 0
        || !budget().stops()
        || Nanos.sum(figures.usedNanos(), nanos) <= budget().limitNanos();
  }
}
