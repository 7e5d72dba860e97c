package dev.signalbox.gateway.admin.provider;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.signalbox.analytics.query.Choice;
import dev.signalbox.analytics.query.Dimension;
import dev.signalbox.analytics.query.Filter;
import dev.signalbox.analytics.query.Span;
import dev.signalbox.analytics.stats.Stats;
import dev.signalbox.analytics.stats.StatsQuery;
import dev.signalbox.engine.state.Snapshot;
import dev.signalbox.gateway.access.Role;
import dev.signalbox.gateway.admin.frame.Body;
import dev.signalbox.gateway.admin.frame.ControlRequest;
import dev.signalbox.gateway.admin.frame.FactReading;
import dev.signalbox.gateway.admin.frame.Field;
import dev.signalbox.gateway.admin.frame.Page;
import dev.signalbox.gateway.admin.frame.Route;
import dev.signalbox.gateway.admin.frame.Shape;
import dev.signalbox.gateway.admin.frame.Value;
import dev.signalbox.gateway.config.GatewayDocument;
import dev.signalbox.gateway.config.VirtualGateway;
import dev.signalbox.gateway.registry.Kind;
import dev.signalbox.gateway.registry.Registration;
import dev.signalbox.gateway.registry.Registry;
import dev.signalbox.gateway.route.Ids;
import dev.signalbox.gateway.route.UnknownProfile;
import dev.signalbox.gateway.wire.json.StrictJson;
import dev.signalbox.gateway.wire.problem.Problem;
import dev.signalbox.gateway.wire.problem.ProblemException;
import dev.signalbox.gateway.wire.problem.ProblemKind;
import io.vertx.core.Future;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/** The virtual gateways: their tokens are told once, when they are made. */
final class GatewayControl {
  private static final String PATH = "/v1/gateways";
  private static final String ONE = PATH + "/{id}";

  private static final Field<String> PROJECT_FIELD =
      Field.of("project", Value.text(128, "shop"), "what its requests count for");
  private static final String PROJECT = PROJECT_FIELD.name();
  private static final Body NEW =
      Body.Document.of(
          withProject(GatewayDocument.schema()),
          """
          {"provider_type": "local", "upstream_url": "http://localhost:11434", "model": "llama3.3"}\
          """);
  private static final Body CHANGED =
      Body.Document.of(withProject(GatewayDocument.changes()), "{\"enabled\": false}");
  private static final String PROFILE = "profile";
  private static final List<String> USAGE =
      List.of("requests", "errors", "input_tokens", "output_tokens", "cost_nanos", "cost_usd");

  private final Registry registry;
  private final GatewayTokens tokens;
  private final FactReading reading;
  private final Supplier<Snapshot> snapshot;

  /**
   * Their paths on one event loop.
   *
   * @param snapshot tells which profiles there are now
   */
  GatewayControl(
      Registry registry, GatewayTokens tokens, FactReading reading, Supplier<Snapshot> snapshot) {
    this.registry = registry;
    this.tokens = tokens;
    this.reading = reading;
    this.snapshot = snapshot;
  }

  /** The project belongs to the key; an id is made where none is said. */
  private static ObjectNode withProject(ObjectNode schema) {
    PROJECT_FIELD.describeIn(schema);
    if (schema.path("required") instanceof ArrayNode required) {
      required.removeIf(name -> name.asText().equals(Kind.ID));
    }
    return schema;
  }

  List<Route> routes() {
    return List.of(
        Route.get(PATH, Role.VIEWER, "The virtual gateways, without their tokens")
            .gives(Shape.page("VirtualGateway"))
            .by(this::list),
        Route.post(PATH, Role.OPERATOR, "Makes a virtual gateway and tells its token, this once")
            .audited("gateway.create")
            .body(NEW)
            .gives(Shape.one("MadeGateway"))
            .by(this::add),
        Route.get(ONE, Role.VIEWER, "One virtual gateway and its use, deleted or not")
            .gives(Shape.one("VirtualGateway"))
            .by(this::one),
        Route.patch(ONE, Role.OPERATOR, "Changes a virtual gateway")
            .audited("gateway.change")
            .body(CHANGED)
            .gives(Shape.one("VirtualGateway"))
            .by(this::change),
        Route.delete(ONE, Role.OPERATOR, "Takes a virtual gateway and its token away")
            .audited("gateway.remove")
            .gives(Shape.one("Deleted"))
            .by(this::delete),
        Route.post(ONE + "/token", Role.OPERATOR, "Gives it another token and tells it, this once")
            .audited("gateway.token")
            .gives(Shape.one("MadeGateway"))
            .by(this::renew));
  }

  private Future<JsonNode> list(ControlRequest request) {
    return Future.succeededFuture(
        Page.whole(
            registry.current().all(Kind.GATEWAY).stream().map(each -> shown(each, request))));
  }

  /** With what it was used for; of a deleted one too. */
  private Future<JsonNode> one(ControlRequest request) {
    Registration found = find(request.segment(Kind.ID));
    return usage(found.id(), request.head().at())
        .map(
            usage -> {
              ObjectNode node = shown(found, request);
              node.set("usage", usage);
              if (found.deleted().isEmpty()) {
                node.set("snippets", snippets(found, "YOUR_TOKEN", request));
              }
              return node;
            });
  }

  private Future<JsonNode> add(ControlRequest request) {
    return request
        .document()
        .compose(
            body -> {
              checkProfile(body);
              String project = projectIn(body).orElse("");
              if (!body.has(Kind.ID)) {
                body.put(Kind.ID, Ids.gateway());
              }
              return registry
                  .add(Kind.GATEWAY, body, Registering.changeOf(request))
                  .compose(made -> withFirstToken(made, project, request));
            });
  }

  /** A gateway without a token is of no use to anybody. */
  private Future<JsonNode> withFirstToken(
      Registration made, String project, ControlRequest request) {
    return tokens
        .first(made.id(), project, request)
        .recover(
            cause ->
                registry
                    .delete(Kind.GATEWAY, made.id(), Registering.changeOf(request))
                    .compose(_ -> Future.failedFuture(cause)))
        .map(token -> withToken(made, token, request));
  }

  private Future<JsonNode> change(ControlRequest request) {
    String id = request.segment(Kind.ID);
    return request
        .document()
        .compose(
            body -> {
              checkProfile(body);
              boolean moves = body.has(PROJECT);
              String project = projectIn(body).orElse("");
              return registry
                  .change(Kind.GATEWAY, id, body, Registering.changeOf(request))
                  .compose(
                      changed ->
                          (moves
                                  ? tokens.move(id, project, request)
                                  : Future.<Void>succeededFuture())
                              .map(_ -> shown(changed, request)));
            });
  }

  /** A new token in the place of the old one. */
  private Future<JsonNode> renew(ControlRequest request) {
    String id = request.segment(Kind.ID);
    Registration gateway = registry.current().find(Kind.GATEWAY, id).orElseThrow(() -> unknown(id));
    return tokens.next(id, request).map(token -> withToken(gateway, token, request));
  }

  /** What was recorded of it stays. */
  private Future<JsonNode> delete(ControlRequest request) {
    return registry
        .delete(Kind.GATEWAY, request.segment(Kind.ID), Registering.changeOf(request))
        .compose(deleted -> tokens.end(deleted.id(), request).map(deleted))
        .map(deleted -> StrictJson.object().put("id", deleted.id()).put("deleted", true));
  }

  /** Takes the project out of {@code body}: it belongs to the key. */
  private static Optional<String> projectIn(ObjectNode body) {
    Optional<String> project = PROJECT_FIELD.in(body);
    body.remove(PROJECT);
    return project;
  }

  private void checkProfile(ObjectNode body) {
    String profile = body.path(PROFILE).asText("");
    if (!profile.isEmpty() && snapshot.get().profile(profile).isEmpty()) {
      throw UnknownProfile.problemOf(profile, ProblemKind.INVALID_REQUEST, snapshot.get())
          .withParam(PROFILE)
          .toException();
    }
  }

  private Registration find(String id) {
    return registry.current().ever(Kind.GATEWAY, id).orElseThrow(() -> unknown(id));
  }

  private static ProblemException unknown(String id) {
    return Problem.of(ProblemKind.NOT_FOUND, "there is no gateway `%s`".formatted(id))
        .withCode("gateway_not_found")
        .withParam(Kind.ID)
        .toException();
  }

  private Future<ObjectNode> usage(String id, Instant now) {
    Filter filter =
        new Filter(
            Span.ALL,
            Map.of(Dimension.KEY_LABEL, Choice.of(VirtualGateway.appOf(id))),
            0,
            Optional.empty(),
            Optional.empty());
    return reading.ask(
        dsl -> Stats.of(new StatsQuery(filter, false, Optional.empty(), now), dsl).retain(USAGE));
  }

  private ObjectNode withToken(Registration made, String token, ControlRequest request) {
    ObjectNode node = shown(made, request).put("token", token);
    node.set("snippets", snippets(made, token, request));
    return node;
  }

  private static ObjectNode snippets(Registration made, String token, ControlRequest request) {
    VirtualGateway gateway = GatewayDocument.read(made.document());
    return Snippets.of(addressOf(made, request), token, gateway.customModel(), gateway.protocols());
  }

  private ObjectNode shown(Registration gateway, ControlRequest request) {
    ObjectNode node = gateway.shown();
    tokens
        .find(gateway.id())
        .ifPresent(key -> node.put("key_id", key.id()).put(PROJECT, key.project()));
    JsonNode keys = gateway.document().path("api_key");
    node.put("keys", keys.isArray() ? keys.size() : keys.isMissingNode() ? 0 : 1)
        .put("url", addressOf(gateway, request))
        .put("app", VirtualGateway.appOf(gateway.id()))
        .put("created_at", gateway.created().toString())
        .put("changed_at", gateway.changed().toString())
        .put("changed_by", gateway.author());
    gateway
        .deleted()
        .ifPresentOrElse(
            at -> node.put("deleted_at", at.toString()), () -> node.putNull("deleted_at"));
    return node;
  }

  private static String addressOf(Registration gateway, ControlRequest request) {
    return Registering.originOf(request) + VirtualGateway.PATH + gateway.id();
  }
}
