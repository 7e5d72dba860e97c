package dev.signalbox.gateway.admin.facts;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.signalbox.gateway.admin.frame.ControlAnswer;
import dev.signalbox.gateway.admin.frame.Route;
import dev.signalbox.gateway.admin.frame.Shape;
import dev.signalbox.gateway.replica.Readiness;
import dev.signalbox.gateway.trial.Canary;
import dev.signalbox.gateway.wire.json.StrictJson;
import io.vertx.core.Future;
import io.vertx.core.http.HttpMethod;
import java.util.List;

/** How the process is doing, for people and for watchdogs. */
final class HealthControl {
  private static final int NOT_READY = 503;

  private final ProcessFacts facts;
  private final Canary canary;

  HealthControl(ProcessFacts facts, Canary canary) {
    this.facts = facts;
    this.canary = canary;
  }

  List<Route> routes() {
    Shape ready = Shape.one("Status", NOT_READY);
    String summary =
        "Whether it takes requests: 503 while it starts or stops, or is cut off for too long";
    return List.of(
        Route.open(HttpMethod.GET, "/health", "How the process and what it calls are doing")
            .gives(Shape.one("Health"))
            .by(_ -> Future.succeededFuture(HealthJson.of(facts, canary.state()))),
        Route.open(HttpMethod.GET, "/health/live", "That the process runs")
            .gives(Shape.one("Status"))
            .by(_ -> Future.succeededFuture(status("ok"))),
        Route.open(HttpMethod.GET, "/health/ready", summary).gives(ready).answeredBy(_ -> ready()),
        Route.open(HttpMethod.GET, "/ready", summary).gives(ready).answeredBy(_ -> ready()));
  }

  private Future<ControlAnswer> ready() {
    Readiness.State state = facts.readiness().get();
    return Future.succeededFuture(
        state == Readiness.State.READY
            ? ControlAnswer.json(status("ok"))
            : ControlAnswer.json(status(state.id())).as(NOT_READY));
  }

  private static ObjectNode status(String status) {
    return StrictJson.object().put("status", status);
  }
}
