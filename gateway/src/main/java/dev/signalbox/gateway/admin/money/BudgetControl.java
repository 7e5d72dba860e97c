package dev.signalbox.gateway.admin.money;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.signalbox.analytics.budget.Budget;
import dev.signalbox.analytics.budget.Standing;
import dev.signalbox.gateway.access.AccessState;
import dev.signalbox.gateway.access.Caller;
import dev.signalbox.gateway.access.Role;
import dev.signalbox.gateway.admin.frame.ControlRequest;
import dev.signalbox.gateway.admin.frame.FactReading;
import dev.signalbox.gateway.admin.frame.Page;
import dev.signalbox.gateway.admin.frame.Route;
import dev.signalbox.gateway.admin.frame.Shape;
import dev.signalbox.gateway.pipeline.Serving;
import dev.signalbox.gateway.wire.json.StrictJson;
import io.vertx.core.Future;
import java.time.Instant;
import java.util.List;

/** Tells how budgets stand. */
final class BudgetControl {
  private final Serving serving;
  private final AccessState state;
  private final FactReading facts;

  BudgetControl(Serving serving, AccessState state, FactReading facts) {
    this.serving = serving;
    this.state = state;
    this.facts = facts;
  }

  Route route() {
    return Route.get(
            "/v1/budgets", Role.CALLER, "How budgets stand; a caller's own and its project's")
        .gives(Shape.page("Budget"))
        .by(this::list);
  }

  /** All of them for operators; else those of the caller's key and of the project it belongs to. */
  private Future<JsonNode> list(ControlRequest request) {
    Instant at = request.head().at();
    return serving
        .vertx()
        .executeBlocking(
            () -> serving.budgets().standings(state.book().budgets(), at.toEpochMilli()), false)
        .compose(
            all -> {
              List<Standing> standings =
                  List.copyOf(all).stream()
                      .filter(each -> concerns(each, request.caller()))
                      .toList();
              return facts
                  .ask(dsl -> BudgetCurves.of(standings, at, dsl))
                  .map(
                      curves ->
                          Page.whole(
                              standings.stream().map(each -> curves.put(each, json(each, at)))));
            });
  }

  private static boolean concerns(Standing standing, Caller caller) {
    String subject = standing.account().subject();
    return caller.seesAll()
        || switch (standing.account().scope()) {
          case KEY -> subject.equals(caller.label());
          case PROJECT -> caller.project().isPresent() && subject.equals(caller.project().get());
          case APP, TOTAL -> false;
        };
  }

  private static ObjectNode json(Standing standing, Instant at) {
    Budget budget = standing.budget();
    return StrictJson.object()
        .put("name", budget.name())
        .put("scope", budget.scope().id())
        .put("subject", standing.account().subject())
        .put("period", budget.period().unit().id())
        .put("zone", budget.period().zone().getId())
        .put("action", budget.stops() ? "stop" : "warn")
        .put("state", standing.level().id())
        .put("soft_percent", budget.softPercent())
        .put("limit_nanos", budget.limitNanos())
        .put("spent_nanos", standing.figures().spentNanos())
        .put("reserved_nanos", standing.figures().reservedNanos())
        .put("left_nanos", standing.leftNanos())
        .put("forecast_nanos", standing.forecastNanos(at.toEpochMilli()))
        .put("began_at", Instant.ofEpochMilli(standing.account().startMillis()).toString())
        .put("resets_at", Instant.ofEpochMilli(standing.endMillis()).toString());
  }
}
