package dev.signalbox.gateway.access;

import dev.signalbox.analytics.budget.Budget;
import dev.signalbox.analytics.budget.Period;
import dev.signalbox.analytics.budget.Scope;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;

/**
 * What a stored key may use, take and spend.
 *
 * @param spend what it may spend, one for each period
 * @param strict whether translation with loss is refused; empty: as the gateway does
 */
public record KeyTerms(
    Allowance allowance, KeyLimits limits, List<Spend> spend, Optional<Boolean> strict) {
  /** Everything the gateway allows. */
  public static final KeyTerms ALL =
      new KeyTerms(Allowance.ALL, KeyLimits.NONE, List.of(), Optional.empty());

  private static final int SOFT_PERCENT = 80;
  private static final long UNPRICED_NANOS = 100_000_000;

  /**
   * What may be spent in a period of UTC.
   *
   * @param nanos nano-dollars, not negative
   * @param stops whether requests beyond it are refused
   */
  public record Spend(long nanos, Period.Unit period, boolean stops) {}

  public KeyTerms {
    spend = List.copyOf(spend);
  }

  /** The budgets of a key with {@code label}. */
  List<Budget> budgets(String label) {
    return spend.stream()
        .map(
            each ->
                new Budget(
                    "key " + label + " per " + each.period().id(),
                    Scope.KEY,
                    label,
                    new Period(each.period(), ZoneOffset.UTC),
                    each.nanos(),
                    SOFT_PERCENT,
                    each.stops(),
                    UNPRICED_NANOS,
                    false))
        .toList();
  }
}
