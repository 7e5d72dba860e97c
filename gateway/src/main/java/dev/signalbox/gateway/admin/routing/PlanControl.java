package dev.signalbox.gateway.admin.routing;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.signalbox.analytics.decision.DecisionHistory;
import dev.signalbox.analytics.query.Span;
import dev.signalbox.gateway.access.Role;
import dev.signalbox.gateway.admin.frame.BodyFields;
import dev.signalbox.gateway.admin.frame.ControlRequest;
import dev.signalbox.gateway.admin.frame.Field;
import dev.signalbox.gateway.admin.frame.Route;
import dev.signalbox.gateway.admin.frame.Shape;
import dev.signalbox.gateway.admin.frame.SpanFields;
import dev.signalbox.gateway.admin.frame.Value;
import dev.signalbox.gateway.plan.PlanDesk;
import dev.signalbox.gateway.plan.Planning;
import dev.signalbox.gateway.plan.Proposal;
import dev.signalbox.gateway.plan.Proposals;
import dev.signalbox.gateway.wire.problem.Problem;
import io.vertx.core.Future;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/** What a change would come to, and what the router's choices were worth, by recorded requests. */
final class PlanControl {
  private static final int LONGEST_CONFIG = 1_000_000;
  private static final int LONGEST_NAME = 1_000;
  private static final int MOST_PROFILES = 200;
  private static final int USUAL = 1_000;

  private static final Field<String> CONFIG =
      Field.of(
          "config",
          Value.text(LONGEST_CONFIG, "[routing]\nprofile = \"cheap\"\n"),
          "the proposed configuration file, in TOML");
  private static final Field<Map<String, ObjectNode>> PROFILES =
      Field.of(
          "profiles",
          Value.of(
              "an object of at most %d profiles by id".formatted(MOST_PROFILES),
              Value.schema("object").put("maxProperties", MOST_PROFILES),
              PlanControl::profiles),
          "profiles in the place of those of their ids, with all else as it is");
  private static final Field<Integer> LAST =
      Field.of(
              "last",
              Value.count(1, Planning.MOST_REQUESTS, USUAL),
              "how many of the newest requests")
          .or(USUAL);
  private static final SpanFields SPAN = SpanFields.of("requests");
  private static final Field<String> PROJECT =
      Field.of(
          "project",
          Value.text(LONGEST_NAME, "shop"),
          "those of a project; `(unattributed)` for those without one");

  private final PlanDesk desk;

  PlanControl(PlanDesk desk) {
    this.desk = desk;
  }

  List<Route> routes() {
    return List.of(
        Route.post(
                "/v1/plan",
                Role.OPERATOR,
                "What a proposed configuration would do to recorded requests")
            .body(CONFIG, PROFILES, LAST, SPAN.from(), SPAN.to(), PROJECT)
            .gives(Shape.one("Plan"))
            .by(this::plan),
        Route.get(
                "/v1/routing/gain",
                Role.VIEWER,
                "What the router's choices were worth against the best constant one")
            .query(LAST, SPAN.from(), SPAN.to(), PROJECT)
            .gives(Shape.one("Gain"))
            .by(this::gain));
  }

  private static Optional<Map<String, ObjectNode>> profiles(JsonNode node) {
    if (!node.isObject() || node.size() > MOST_PROFILES) {
      return Optional.empty();
    }
    Map<String, ObjectNode> profiles = new LinkedHashMap<>();
    for (Map.Entry<String, JsonNode> each : node.properties()) {
      if (!(each.getValue() instanceof ObjectNode profile)) {
        return Optional.empty();
      }
      profiles.put(each.getKey(), profile);
    }
    return Optional.of(profiles);
  }

  private Future<JsonNode> plan(ControlRequest request) {
    return request
        .fields()
        .compose(
            fields ->
                desk.plan(
                    proposal(fields),
                    order(
                        fields.need(LAST),
                        fields.get(PROJECT),
                        SPAN.in(fields, request.head().at()))))
        .map(node -> node);
  }

  private Future<JsonNode> gain(ControlRequest request) {
    return desk.gain(
            order(request.need(LAST), request.get(PROJECT), SPAN.in(request, Optional.empty())))
        .map(node -> node);
  }

  private static Function<Proposals, Proposal> proposal(BodyFields fields) {
    Optional<String> config = fields.get(CONFIG);
    Optional<Map<String, ObjectNode>> profiles = fields.get(PROFILES);
    if (config.isPresent() == profiles.isPresent()) {
      throw Problem.invalid(CONFIG.name(), "a plan is of either `config` or `profiles`")
          .toException();
    }
    return proposals ->
        config.map(proposals::ofText).orElseGet(() -> proposals.ofProfiles(profiles.orElseThrow()));
  }

  private static Planning.Order order(int last, Optional<String> project, Span span) {
    return new Planning.Order(new DecisionHistory.Wanted(span, project), last);
  }
}
