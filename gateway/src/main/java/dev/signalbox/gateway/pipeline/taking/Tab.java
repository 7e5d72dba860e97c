package dev.signalbox.gateway.pipeline.taking;

import dev.signalbox.analytics.budget.Budgets;
import dev.signalbox.analytics.budget.Hold;
import dev.signalbox.analytics.record.AttemptRecord;
import java.util.List;

/** What a request has reserved, until what it has spent is known. */
record Tab(Budgets budgets, Hold hold) {
  /** Counts what all {@code attempts} cost, those that failed or came second too. */
  void settle(List<AttemptRecord> attempts) {
    budgets.settle(hold, Budgets.Spent.of(attempts));
  }
}
