package dev.signalbox.gateway.admin.facts;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.signalbox.analytics.view.SavedView;
import dev.signalbox.analytics.view.SavedViews;
import dev.signalbox.gateway.access.Role;
import dev.signalbox.gateway.admin.frame.BodyFields;
import dev.signalbox.gateway.admin.frame.ControlAudit;
import dev.signalbox.gateway.admin.frame.ControlRequest;
import dev.signalbox.gateway.admin.frame.FactReading;
import dev.signalbox.gateway.admin.frame.Field;
import dev.signalbox.gateway.admin.frame.Page;
import dev.signalbox.gateway.admin.frame.Route;
import dev.signalbox.gateway.admin.frame.Shape;
import dev.signalbox.gateway.admin.frame.Value;
import dev.signalbox.gateway.route.Ids;
import dev.signalbox.gateway.wire.json.StrictJson;
import dev.signalbox.gateway.wire.problem.Problem;
import dev.signalbox.gateway.wire.problem.ProblemException;
import dev.signalbox.gateway.wire.problem.ProblemKind;
import io.vertx.core.Future;
import java.util.List;

/** Pages of the portal that people keep under a name. */
final class ViewControl {
  private static final String PATH = "/v1/views";
  private static final Field<String> NAME =
      Field.required(
          "name", Value.text(SavedView.MOST_NAME, "failures of the shop"), "what it is called");
  private static final Field<String> PAGE =
      Field.required(
          "page",
          Value.matching(
              "[a-z][a-z0-9/_-]{0,%d}".formatted(SavedView.MOST_PAGE - 1),
              "a page of the portal such as `requests`",
              "requests"),
          "which page it is");
  private static final Field<String> QUERY =
      Field.of(
              "query",
              Value.text(SavedView.MOST_QUERY, "from=now-24h&project=shop&result=failed"),
              "what stands in its address")
          .or("");
  private static final Field<Boolean> SHARED =
      Field.of("shared", Value.flag(), "whether all who see everything see it").or(false);

  private final SavedViews views;
  private final FactReading control;
  private final ControlAudit audit;

  ViewControl(SavedViews views, FactReading control, ControlAudit audit) {
    this.views = views;
    this.control = control;
    this.audit = audit;
  }

  List<Route> routes() {
    return List.of(
        Route.get(PATH, Role.CALLER, "The asker's own saved views, and those that others share")
            .gives(Shape.page("SavedView"))
            .by(this::list),
        Route.post(PATH, Role.CALLER, "Saves a view; one of the same name and page is replaced")
            .auditsItself("view.save")
            .body(NAME, PAGE, QUERY, SHARED)
            .gives(Shape.one("SavedView"))
            .by(this::save),
        Route.delete(
                PATH + "/{id}",
                Role.CALLER,
                "Takes a view away: one's own, or as admin a shared one")
            .auditsItself("view.remove")
            .gives(Shape.one("Deleted"))
            .by(this::remove));
  }

  private Future<JsonNode> list(ControlRequest request) {
    String owner = request.caller().label();
    boolean others = request.caller().seesAll();
    return control
        .ask(dsl -> SavedViews.of(owner, others, dsl))
        .map(found -> Page.whole(found.stream().map(view -> json(view, owner))));
  }

  private Future<JsonNode> save(ControlRequest request) {
    return request
        .fields()
        .compose(fields -> audit.stored(views.save(view(fields, request), request.by())))
        .map(
            saved ->
                switch (saved) {
                  case SavedViews.Saved.Stored(var view) -> json(view, view.owner());
                  case SavedViews.Saved.Full _ -> throw full();
                });
  }

  private static SavedView view(BodyFields fields, ControlRequest request) {
    boolean shared = fields.need(SHARED);
    if (shared && !request.caller().seesAll()) {
      throw Problem.of(ProblemKind.PERMISSION, "sharing a view needs the role `viewer`")
          .withParam(SHARED.name())
          .toException();
    }
    return new SavedView(
        Ids.view(),
        request.caller().label(),
        fields.need(NAME).strip(),
        fields.need(PAGE),
        fields.get(QUERY).orElse(""),
        shared,
        request.head().at());
  }

  private static ProblemException full() {
    return Problem.of(
            ProblemKind.CONFLICT,
            "there are %d views already, which is the most; take one away first"
                .formatted(SavedViews.MOST))
        .withCode("too_many_views")
        .toException();
  }

  private Future<JsonNode> remove(ControlRequest request) {
    String id = request.segment("id");
    SavedViews.Remover remover =
        new SavedViews.Remover(
            request.caller().label(), request.caller().role().includes(Role.ADMIN));
    return audit
        .stored(views.remove(id, remover, request.by(), request.head().at()))
        .map(
            removed -> {
              if (!removed) {
                throw Problem.of(ProblemKind.NOT_FOUND, "there is no such view of yours")
                    .withCode("view_not_found")
                    .withParam("id")
                    .toException();
              }
              return StrictJson.object().put("id", id).put("deleted", true);
            });
  }

  private static ObjectNode json(SavedView view, String asker) {
    return StrictJson.object()
        .put("id", view.id())
        .put("name", view.name())
        .put("page", view.page())
        .put("query", view.query())
        .put("by", view.owner())
        .put("own", view.owner().equals(asker))
        .put("shared", view.shared())
        .put("saved_at", view.savedAt().toString());
  }
}
