package dev.signalbox.gateway.pipeline.taking;

import dev.signalbox.analytics.budget.Budgets;
import dev.signalbox.analytics.budget.Hold;
import dev.signalbox.analytics.record.AttemptRecord;
import dev.signalbox.analytics.record.Bill;
import dev.signalbox.engine.price.TokenBuckets;
import java.util.List;

/** What a request has reserved, until what it has spent is known. */
record Tab(Budgets budgets, Hold hold) {
  private static final TokenBuckets NO_TOKENS = TokenBuckets.of(0, 0);

  /** Counts what all {@code attempts} cost, those that failed or came second too. */
  void settle(List<AttemptRecord> attempts) {
    long nanos = 0;
    boolean unpriced = false;
    for (AttemptRecord attempt : attempts) {
      Bill bill = attempt.bill();
      nanos = bill.nanos() > Long.MAX_VALUE - nanos ? Long.MAX_VALUE : nanos + bill.nanos();
      unpriced |= isUnknown(bill);
    }
    budgets.settle(hold, new Budgets.Spent(nanos, unpriced));
  }

  /** Whether something was charged that nobody knows the price of, or not even the amount. */
  private static boolean isUnknown(Bill bill) {
    return switch (bill.charge()) {
      case NONE -> false;
      case REPORTED -> !bill.priced();
      case ESTIMATED -> !bill.priced() || bill.tokens().equals(NO_TOKENS);
    };
  }
}
