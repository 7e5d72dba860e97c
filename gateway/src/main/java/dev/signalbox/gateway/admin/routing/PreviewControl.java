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
import dev.signalbox.gateway.admin.frame.Value;
import dev.signalbox.gateway.config.ProfileDocument;
import dev.signalbox.gateway.plan.PlanDesk;
import dev.signalbox.gateway.plan.Planning;
import io.vertx.core.Future;
import java.util.Optional;

/** Where the newest requests would go under a profile that is being written. */
final class PreviewControl {
  private static final int MOST = 200;
  private static final int USUAL = 100;
  private static final int LONGEST_NAME = 1_000;

  private static final Field<String> ID =
      Field.required(
          "id",
          Value.matching("[a-z0-9][a-z0-9_-]{0,63}", "the id of a profile", "support"),
          "the profile that it is to be");
  private static final Field<ObjectNode> PROFILE =
      Field.required("profile", draft(), "the draft, as it would be put");
  private static final Field<Integer> LAST =
      Field.of("last", Value.count(1, MOST, USUAL), "how many of the newest requests").or(USUAL);
  private static final Field<Boolean> ALL =
      Field.of(
              "all",
              Value.flag(),
              "every request as if it asked for this profile, rather than only those that had it")
          .or(false);
  private static final Field<String> PROJECT =
      Field.of(
          "project",
          Value.text(LONGEST_NAME, "shop"),
          "those of a project; `(unattributed)` for those without one");

  private final PlanDesk desk;

  PreviewControl(PlanDesk desk) {
    this.desk = desk;
  }

  Route route() {
    return Route.post(
            "/v1/profiles/preview",
            Role.VIEWER,
            "Where the newest requests would go under a draft of a profile")
        .body(ID, PROFILE, LAST, ALL, PROJECT)
        .gives(Shape.one("ProfilePreview"))
        .by(this::preview);
  }

  private static Value<ObjectNode> draft() {
    ObjectNode schema = ProfileDocument.schema();
    schema.putArray("examples").addObject().put("max_cost_usd", 0.02);
    return Value.of(
        "an object with keys of a profile",
        schema,
        node -> node instanceof ObjectNode object ? Optional.of(object) : Optional.empty());
  }

  private Future<JsonNode> preview(ControlRequest request) {
    return request.fields().compose(this::previewed).map(node -> node);
  }

  private Future<ObjectNode> previewed(BodyFields fields) {
    String id = fields.need(ID);
    ObjectNode profile = fields.need(PROFILE);
    boolean all = fields.need(ALL);
    return desk.preview(
        proposals -> proposals.ofProfile(id, profile, all),
        new Planning.Order(
            new DecisionHistory.Wanted(
                Span.ALL, fields.get(PROJECT), all ? Optional.empty() : Optional.of(id)),
            fields.need(LAST)));
  }
}
