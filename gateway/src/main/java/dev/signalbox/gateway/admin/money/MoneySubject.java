package dev.signalbox.gateway.admin.money;

import dev.signalbox.analytics.reprice.Repricing;
import dev.signalbox.gateway.access.AccessState;
import dev.signalbox.gateway.admin.frame.FactReading;
import dev.signalbox.gateway.admin.frame.Subject;
import dev.signalbox.gateway.pipeline.Serving;
import java.util.List;

/** What may be spent and taken, and what was spent at other prices. */
public final class MoneySubject {
  private MoneySubject() {}

  /** The routes of one event loop. */
  public static Subject of(
      Serving serving, AccessState access, Repricing repricing, FactReading facts) {
    return new Subject(
        "money",
        "Budgets, limits and prices",
        List.of(
            new BudgetControl(serving, access, facts).route(),
            new LimitControl(serving.callerLimits(), access).route(),
            new RepriceControl(serving, repricing).route()));
  }
}
