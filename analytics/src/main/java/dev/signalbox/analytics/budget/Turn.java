package dev.signalbox.analytics.budget;

import dev.signalbox.analytics.store.Batch;
import dev.signalbox.analytics.store.Fact;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import org.jooq.DSLContext;

/**
 * What is done to the books within one transaction, one part after the other: however many requests
 * wait, the lock is taken once, and rows are read and written by a few statements for all.
 */
final class Turn {
  private final List<Part> parts = new ArrayList<>();

  private Turn() {}

  /**
   * What is done for one request.
   *
   * @param request 0 for none
   * @param accounts that are known to be read
   */
  record Part(long request, List<Account> accounts, Consumer<AccountRows> work) {}

  /** Has {@code part} done in the turn of the batch that it comes into. */
  static Fact fact(Part part) {
    return batch -> of(batch).parts.add(part);
  }

  private static Turn of(Batch batch) {
    return batch.joint(
        Turn.class,
        () -> {
          Turn turn = new Turn();
          batch.change(turn::take);
          return turn;
        });
  }

  private void take(DSLContext transaction) {
    Set<Long> requests = new LinkedHashSet<>();
    Set<Account> accounts = new LinkedHashSet<>();
    for (Part part : parts) {
      requests.add(part.request());
      accounts.addAll(part.accounts());
    }
    AccountRows rows = new AccountRows(transaction, requests, accounts);
    parts.forEach(part -> part.work().accept(rows));
    rows.store();
  }
}
