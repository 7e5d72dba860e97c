package dev.signalbox.analytics.budget;

import static dev.signalbox.analytics.schema.Tables.BUDGET_PERIODS;

import dev.signalbox.analytics.store.Area;
import dev.signalbox.analytics.store.Database;
import java.util.ArrayList;
import java.util.List;
import org.jooq.DSLContext;

/** How all accounts stand, as the database has it. Blocks. */
public final class BudgetReport {
  /** Most accounts told of a budget that is for each. */
  public static final int MOST_SUBJECTS = 1_000;

  private final Database database;

  public BudgetReport(Database database) {
    this.database = database;
  }

  /** The standings under {@code plan} in the periods that hold {@code atMillis}. */
  public List<Standing> standings(BudgetPlan plan, long atMillis) {
    DSLContext dsl = database.reading(Area.CONTROL);
    List<Standing> standings = new ArrayList<>();
    for (Budget budget : plan.budgets()) {
      if (budget.subject().equals(Budget.EACH) && budget.scope() != Scope.TOTAL) {
        all(budget, atMillis, dsl).stream()
            .filter(standing -> plan.covers(budget, standing.account().subject()))
            .forEach(standings::add);
      } else {
        standings.add(one(budget, atMillis, dsl));
      }
    }
    return standings;
  }

  private static Standing one(Budget budget, long atMillis, DSLContext dsl) {
    String subject = budget.scope() == Scope.TOTAL ? "" : budget.subject();
    BudgetPlan.Entry entry = BudgetPlan.entry(budget, subject, atMillis);
    return new Standing(budget, entry.account(), AccountRows.figuresOf(entry.account(), dsl));
  }

  private static List<Standing> all(Budget budget, long atMillis, DSLContext dsl) {
    return dsl.selectFrom(BUDGET_PERIODS)
        .where(
            BUDGET_PERIODS.SCOPE.eq(budget.scope().id()),
            BUDGET_PERIODS.PERIOD.eq(budget.period().unit().id()),
            BUDGET_PERIODS.START_MS.eq(budget.period().startOf(atMillis)))
        .orderBy(BUDGET_PERIODS.SPENT_NANOS.desc(), BUDGET_PERIODS.SUBJECT)
        .limit(MOST_SUBJECTS)
        .fetch(
            row ->
                new Standing(
                    budget,
                    AccountRows.accountOf(row),
                    new Figures(row.getSpentNanos(), row.getReservedNanos())));
  }
}
