package dev.signalbox.gateway.admin.signals;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.signalbox.analytics.signal.SignalFilter;
import dev.signalbox.gateway.access.Role;
import dev.signalbox.gateway.admin.frame.Body;
import dev.signalbox.gateway.admin.frame.ControlRequest;
import dev.signalbox.gateway.admin.frame.Page;
import dev.signalbox.gateway.admin.frame.Route;
import dev.signalbox.gateway.admin.frame.Shape;
import dev.signalbox.gateway.wire.problem.Problem;
import dev.signalbox.signals.alert.Figures;
import dev.signalbox.signals.alert.Group;
import dev.signalbox.signals.intake.Signal;
import dev.signalbox.signals.intake.Subject;
import io.vertx.core.Future;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What signals come to, and what of it is bad enough to say so. */
final class SummaryControl {
  private static final String SUMMARY = "/v1/signals/summary";
  private static final String ALERTS = "/v1/alerts";

  private final Alerts alerts;

  SummaryControl(Alerts alerts) {
    this.alerts = alerts;
  }

  List<Route> routes() {
    return List.of(
        Route.get(
                SUMMARY,
                Role.VIEWER,
                "What signals come to for each model, task and source; of 30 days without `from`")
            .query(SignalQuery.SUMS)
            .gives(Shape.table("SignalFigures", FigureJson.FIELDS))
            .by(this::summary),
        Route.post(SUMMARY, Role.CALLER, "What these signals come to; nothing is kept")
            .body(body())
            .gives(Shape.page("SignalFigures"))
            .by(request -> supplied(request, groups -> figures(groups, request))),
        Route.get(ALERTS, Role.VIEWER, "What is beyond its threshold, and models that got worse")
            .query(SignalQuery.SUMS)
            .gives(Shape.table("Alert", FigureJson.ALERT_FIELDS))
            .by(this::alerts),
        Route.post(ALERTS, Role.CALLER, "What of these figures is beyond its threshold")
            .body(body())
            .gives(Shape.page("Alert"))
            .by(
                request ->
                    supplied(
                        request, groups -> Page.whole(alerts.beyond(groups).map(FigureJson::of)))));
  }

  private static Body body() {
    return Body.Document.of(
        SignalReader.oneOrMany(),
        """
        [{"model": "openai/gpt-4o", "task": "extract", "n": 40, "acceptance": 0.4,
          "edit_distance": 0.3, "parse_success": 0.97, "error": 0.02,
          "governance_violation": 0}]\
        """);
  }

  private Future<JsonNode> summary(ControlRequest request) {
    return alerts
        .figures(filterOf(request), request.head().at())
        .map(groups -> figures(groups, request));
  }

  private static SignalFilter filterOf(ControlRequest request) {
    return SignalQuery.filterOf(request, Optional.of(Alerts.WINDOW));
  }

  private static ObjectNode figures(Map<Group, Figures> groups, ControlRequest request) {
    Instant now = request.head().at();
    return Page.whole(
        groups.entrySet().stream().map(each -> FigureJson.of(each.getKey(), each.getValue(), now)));
  }

  private Future<JsonNode> alerts(ControlRequest request) {
    return alerts
        .of(filterOf(request), request.head().at())
        .map(found -> Page.whole(found.stream()));
  }

  private interface Answering {
    JsonNode answer(Map<Group, Figures> groups);
  }

  private static Future<JsonNode> supplied(ControlRequest request, Answering answering) {
    return request
        .bytes()
        .map(
            body -> {
              Map<Group, Figures> groups = new LinkedHashMap<>();
              for (Signal each : aggregates(body)) {
                long at = each.observedAtMillis().orElse(request.head().at().toEpochMilli());
                groups.compute(
                    groupOf(each),
                    (_, before) ->
                        Optional.ofNullable(before)
                            .orElse(Figures.NONE)
                            .plus(each, at, Alerts.recentFrom(request.head().at())));
              }
              return answering.answer(groups);
            });
  }

  private static List<Signal> aggregates(byte[] body) {
    List<Signal> all = new ArrayList<>();
    for (JsonNode each : SignalReader.all(body)) {
      Signal signal = SignalReader.read(each, true);
      if (!(signal.subject() instanceof Subject.OfModel)) {
        throw Problem.invalid(
                SignalFields.MODEL.name(), "here only answers of a `model` are put together")
            .toException();
      }
      all.add(signal);
    }
    return all;
  }

  private static Group groupOf(Signal signal) {
    if (signal.subject() instanceof Subject.OfModel(var target, var task, _)) {
      return new Group(target.toString(), task, signal.source().id());
    }
    throw new IllegalStateException("only answers of a model are put together");
  }
}
