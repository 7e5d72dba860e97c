package dev.signalbox.gateway;

import dev.signalbox.analytics.budget.Budget;
import dev.signalbox.analytics.budget.BudgetLedger;
import dev.signalbox.analytics.budget.BudgetNews;
import dev.signalbox.analytics.budget.BudgetPlan;
import dev.signalbox.analytics.budget.BudgetReport;
import dev.signalbox.analytics.budget.Budgets;
import dev.signalbox.analytics.budget.Reconciliation;
import dev.signalbox.analytics.node.Membership;
import dev.signalbox.analytics.reprice.Repricing;
import dev.signalbox.analytics.store.Database;
import dev.signalbox.analytics.store.FactWriter;
import dev.signalbox.analytics.store.Place;
import dev.signalbox.gateway.config.GatewayConfig;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.function.LongSupplier;

/**
 * What keeps account of money, from the start of the process to its end.
 *
 * @param accounts the accounts of all budgets
 * @param reconciliation ends what earlier processes left open
 * @param repricing computes past costs again
 */
record Money(
    Database database, BudgetLedger accounts, Reconciliation reconciliation, Repricing repricing) {
  /** The longest period, and a day for its time zone. */
  private static final Duration LONGEST_PERIOD = Duration.ofDays(32);

  /** How long a reservation may take. */
  private static final Duration PATIENCE = Duration.ofSeconds(2);

  /**
   * Who writes what it keeps.
   *
   * @param facts writes what happens
   * @param control writes budgets
   * @param node name of this node
   * @param membership what this node is among others
   */
  record Writers(FactWriter facts, FactWriter control, String node, Membership membership) {}

  static Money of(
      Database database, Writers writers, LongSupplier nextNumber, InstantSource clock) {
    BudgetLedger accounts =
        new BudgetLedger(writers.control(), PATIENCE, new BudgetNews(writers.control(), clock));
    return new Money(
        database,
        accounts,
        new Reconciliation(database, writers.facts(), accounts, writers.node()),
        new Repricing(
            database,
            writers.facts(),
            nextNumber,
            work -> writers.membership().exclusively(Membership.Once.REPRICING, work)));
  }

  /** In a folder that is ours alone nobody can be at work yet; on a server other nodes may be. */
  void takeOver(long now, long lease) {
    reconciliation.learn(now - LONGEST_PERIOD.toMillis());
    reconciliation.endBefore(database.place() instanceof Place.Folder ? now : now - lease);
  }

  /** How long a reservation holds: longer than any request may take. */
  static long leaseMillis(GatewayConfig config) {
    return config.server().timeouts().request().multipliedBy(2).plusMinutes(1).toMillis();
  }

  /** The budgets of a configuration over the accounts of the process. */
  Budgets budgetsOf(List<Budget> budgets) {
    return new Budgets(new BudgetPlan(budgets), accounts, new BudgetReport(database));
  }
}
