package dev.signalbox.gateway.admin.money;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.signalbox.analytics.budget.Period;
import dev.signalbox.analytics.budget.Scope;
import dev.signalbox.analytics.budget.Standing;
import dev.signalbox.analytics.query.Dimension;
import dev.signalbox.analytics.query.Span;
import dev.signalbox.analytics.rollup.Grain;
import dev.signalbox.analytics.stats.Spending;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jooq.DSLContext;

/**
 * What was spent under budgets since their periods began: by hour in a day, by day of UTC in a
 * month. Sums are not kept by app, so that budgets of apps have no curve.
 */
record BudgetCurves(Map<Kind, Map<String, List<Spending.Point>>> curves) {
  /** Budgets whose curves are read together. */
  record Kind(Scope scope, Period.Unit unit, long startMillis) {
    static Kind of(Standing standing) {
      return new Kind(
          standing.account().scope(),
          standing.account().period(),
          standing.account().startMillis());
    }

    private Optional<Dimension> by() {
      return switch (scope) {
        case KEY -> Optional.of(Dimension.KEY_LABEL);
        case PROJECT -> Optional.of(Dimension.PROJECT);
        case APP, TOTAL -> Optional.empty();
      };
    }

    private Grain grain() {
      return switch (unit) {
        case DAY -> Grain.HOUR;
        case MONTH -> Grain.DAY;
      };
    }
  }

  static BudgetCurves of(List<Standing> standings, Instant now, DSLContext dsl) {
    Map<Kind, Map<String, List<Spending.Point>>> curves = new HashMap<>();
    standings.stream()
        .map(Kind::of)
        .distinct()
        .filter(kind -> kind.scope() != Scope.APP)
        .forEach(
            kind ->
                curves.put(
                    kind,
                    Spending.of(
                        kind.by(),
                        new Span(
                            kind.startMillis(), Math.max(kind.startMillis(), now.toEpochMilli())),
                        kind.grain(),
                        dsl)));
    return new BudgetCurves(curves);
  }

  /** Puts the curve of {@code standing}; null where there is none. */
  ObjectNode put(Standing standing, ObjectNode json) {
    Map<String, List<Spending.Point>> byName = curves.get(Kind.of(standing));
    if (byName == null) {
      return json.putNull("series");
    }
    ArrayNode list = json.putArray("series");
    byName
        .getOrDefault(standing.account().subject(), List.of())
        .forEach(
            point ->
                list.addObject()
                    .put("at", Instant.ofEpochMilli(point.atMillis()).toString())
                    .put(
                        "spent_nanos", standing.budget().counted(point.nanos(), point.unpriced())));
    return json;
  }
}
