package dev.signalbox.analytics.budget;

import java.util.List;

/**
 * What a request has reserved; settled once.
 *
 * @param reserved false when nothing could be reserved and it goes on all the same
 */
public record Hold(long request, List<BudgetPlan.Entry> entries, boolean reserved) {
  public Hold {
    entries = List.copyOf(entries);
  }
}
