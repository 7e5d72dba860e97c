package dev.signalbox.gateway.config;

import dev.signalbox.analytics.budget.Budget;
import dev.signalbox.analytics.budget.Period;
import dev.signalbox.analytics.budget.Scope;
import dev.signalbox.engine.policy.Trade;
import dev.signalbox.gateway.config.schema.Key;
import dev.signalbox.gateway.config.schema.Kinds;
import dev.signalbox.gateway.config.schema.Section;
import dev.signalbox.gateway.config.schema.Values;
import java.time.DateTimeException;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The keys of {@code [[budgets]]}. */
final class BudgetKeys {
  private static final int MOST_DOLLARS = 1_000_000_000;

  static final Key<String> NAME =
      Key.required("name", CommonKinds.LABEL, "unique name of the budget; refusals name it");
  static final Key<Scope> SCOPE =
      Key.required(
          "scope",
          Kinds.choice(CommonKinds.byId(Scope.values(), Scope::id)),
          "whose requests count");
  static final Key<String> SUBJECT =
      Key.of(
          "subject",
          CommonKinds.LABEL,
          Budget.EACH,
          "label of the key, or name of the project or app; *: each has the limit for itself, but"
              + " those that have a budget of their own");
  static final Key<Period.Unit> PERIOD =
      Key.of(
          "period",
          Kinds.choice(CommonKinds.byId(Period.Unit.values(), Period.Unit::id)),
          Period.Unit.MONTH,
          "how long the limit holds before it holds anew");
  static final Key<ZoneId> ZONE =
      Key.of(
          "zone",
          Kinds.text("a time zone, such as `UTC` or `Europe/Berlin`", BudgetKeys::zone),
          ZoneOffset.UTC,
          "time zone whose days and months they are");
  static final Key<Double> LIMIT =
      Key.required("limit_usd", Kinds.decimal(0, MOST_DOLLARS), "dollars that may be spent");
  static final Key<Integer> SOFT_PERCENT =
      Key.of("soft_percent", Kinds.whole(1, 100), 80, "share of the limit from which on it warns");
  static final Key<Boolean> ACTION =
      Key.of(
          "action",
          Kinds.choice(choices("stop", "warn")),
          true,
          "whether requests beyond the limit are refused, or answered with a warning");
  static final Key<Double> UNPRICED =
      Key.of(
          "unpriced_usd_per_request",
          Kinds.decimal(0, MOST_DOLLARS),
          0.1,
          "dollars that a request counts as when its model has no price; above 0");
  static final Key<Boolean> ON_STORE_FAILURE =
      Key.of(
          "on_store_failure",
          Kinds.choice(choices("open", "closed")),
          false,
          "whether requests go on or are refused while the database cannot be written");

  static final Section<Budget> SECTION =
      Section.checked(
          List.of(
              NAME,
              SCOPE,
              SUBJECT,
              PERIOD,
              ZONE,
              LIMIT,
              SOFT_PERCENT,
              ACTION,
              UNPRICED,
              ON_STORE_FAILURE),
          BudgetKeys::make);

  private BudgetKeys() {}

  private static Map<String, Boolean> choices(String yes, String no) {
    var choices = new LinkedHashMap<String, Boolean>();
    choices.put(yes, true);
    choices.put(no, false);
    return choices;
  }

  private static Optional<ZoneId> zone(String text) {
    try {
      return Optional.of(text.equals("UTC") ? ZoneOffset.UTC : ZoneId.of(text));
    } catch (DateTimeException _) {
      return Optional.empty();
    }
  }

  private static Optional<Budget> make(Values values) {
    long unpriced = nanos(values.get(UNPRICED));
    if (unpriced == 0) {
      values
          .report()
          .wrong(values.place(UNPRICED), "must be above 0: a model without a price is not free");
    }
    boolean total = values.get(SCOPE) == Scope.TOTAL;
    if (total && !values.get(SUBJECT).equals(Budget.EACH)) {
      values
          .report()
          .wrong(values.place(SUBJECT), "has no meaning where `scope` is `total`: leave it out");
    }
    return values.areSound()
        ? Optional.of(
            new Budget(
                values.get(NAME),
                values.get(SCOPE),
                values.get(SUBJECT),
                new Period(values.get(PERIOD), values.get(ZONE)),
                nanos(values.get(LIMIT)),
                values.get(SOFT_PERCENT),
                values.get(ACTION),
                unpriced,
                values.get(ON_STORE_FAILURE)))
        : Optional.empty();
  }

  private static long nanos(double dollars) {
    return Math.round(dollars * Trade.ONE);
  }
}
