package dev.signalbox.analytics.budget;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The budgets of a configuration. One that names its subject takes the place of one for each, of
 * the same scope and period.
 */
public record BudgetPlan(List<Budget> budgets) {
  public BudgetPlan {
    budgets = List.copyOf(budgets);
  }

  /** A budget and the account that a request counts for there. */
  public record Entry(Budget budget, Account account) {}

  /** What {@code spender} counts for at {@code atMillis}. */
  public List<Entry> entriesOf(Spender spender, long atMillis) {
    return spender.own().isEmpty()
        ? entries(spender, atMillis)
        : with(spender.own()).entries(spender, atMillis);
  }

  /** The same with budgets that keys bring, but for those that have one of the same kind here. */
  BudgetPlan with(List<Budget> brought) {
    List<Budget> all = new ArrayList<>(budgets);
    brought.stream()
        .filter(own -> budgets.stream().noneMatch(budget -> isOfSame(budget, own)))
        .forEach(all::add);
    return new BudgetPlan(all);
  }

  private static boolean isOfSame(Budget one, Budget other) {
    return one.scope() == other.scope()
        && one.subject().equals(other.subject())
        && one.period().unit() == other.period().unit();
  }

  private List<Entry> entries(Spender spender, long atMillis) {
    if (budgets.isEmpty()) {
      return List.of();
    }
    List<Entry> entries = new ArrayList<>(budgets.size());
    for (Budget budget : budgets) {
      Optional<String> subject = spender.in(budget.scope());
      if (subject.isPresent() && covers(budget, subject.get())) {
        entries.add(entry(budget, subject.get(), atMillis));
      }
    }
    return entries;
  }

  /** The entry of {@code subject} under {@code budget}. */
  static Entry entry(Budget budget, String subject, long atMillis) {
    return new Entry(
        budget,
        new Account(
            budget.scope(), subject, budget.period().unit(), budget.period().startOf(atMillis)));
  }

  /** Whether it is {@code budget} that {@code subject} is under. */
  boolean covers(Budget budget, String subject) {
    if (budget.scope() == Scope.TOTAL || budget.subject().equals(subject)) {
      return true;
    }
    return budget.subject().equals(Budget.EACH)
        && budgets.stream()
            .noneMatch(
                other ->
                    other.scope() == budget.scope()
                        && other.period().unit() == budget.period().unit()
                        && other.subject().equals(subject));
  }
}
