package dev.signalbox.gateway.admin.provider;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.signalbox.gateway.access.Role;
import dev.signalbox.gateway.admin.frame.Body;
import dev.signalbox.gateway.admin.frame.ControlRequest;
import dev.signalbox.gateway.admin.frame.Field;
import dev.signalbox.gateway.admin.frame.Page;
import dev.signalbox.gateway.admin.frame.Route;
import dev.signalbox.gateway.admin.frame.Shape;
import dev.signalbox.gateway.admin.frame.Value;
import dev.signalbox.gateway.config.GatewayConfig;
import dev.signalbox.gateway.config.ProviderConfig;
import dev.signalbox.gateway.config.ProviderDocument;
import dev.signalbox.gateway.execution.HealthBoard;
import dev.signalbox.gateway.pipeline.Serving;
import dev.signalbox.gateway.provider.Upstream;
import dev.signalbox.gateway.registry.Kind;
import dev.signalbox.gateway.registry.Registration;
import dev.signalbox.gateway.registry.Registry;
import dev.signalbox.gateway.wire.json.StrictJson;
import dev.signalbox.gateway.wire.problem.Problem;
import dev.signalbox.gateway.wire.problem.ProblemException;
import dev.signalbox.gateway.wire.problem.ProblemKind;
import io.vertx.core.Future;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/** The providers: those of the file are shown, others can be registered, changed and taken out. */
final class ProviderControl {
  private static final String PATH = "/v1/providers";
  private static final String ONE = PATH + "/{id}";
  private static final Body NEW =
      Body.Document.of(
          ProviderDocument.schema(),
          """
          {"id": "ollama", "provider_type": "local", "endpoint": "http://localhost:11434"}\
          """);
  private static final Body CHANGED =
      Body.Document.of(ProviderDocument.changes(), "{\"enabled\": false, \"maker\": null}");

  private static final Field<Boolean> DRAIN =
      Field.required("drain", Value.flag(), "whether it takes no new requests");

  private final Registry registry;
  private final GatewayConfig config;
  private final Serving serving;

  ProviderControl(Registry registry, GatewayConfig config, Serving serving) {
    this.registry = registry;
    this.config = config;
    this.serving = serving;
  }

  List<Route> routes() {
    return List.of(
        Route.get(PATH, Role.VIEWER, "The providers, without their keys")
            .gives(Shape.page("Provider"))
            .by(this::list),
        Route.post(PATH, Role.OPERATOR, "Registers a provider")
            .audited("provider.create")
            .body(NEW)
            .gives(Shape.one("StoredProvider"))
            .by(this::add),
        Route.get(ONE, Role.VIEWER, "One provider, without its keys")
            .gives(Shape.one("Provider"))
            .by(this::one),
        Route.patch(ONE, Role.OPERATOR, "Changes a registered provider")
            .audited("provider.change")
            .body(CHANGED)
            .gives(Shape.one("StoredProvider"))
            .by(this::change),
        Route.delete(ONE, Role.OPERATOR, "Takes a registered provider out")
            .audited("provider.remove")
            .gives(Shape.one("Deleted"))
            .by(this::delete),
        Route.post(ONE + "/test", Role.OPERATOR, "Asks a provider for its list of models")
            .audited("provider.test")
            .gives(Shape.one("ProviderTest"))
            .by(this::test),
        Route.post(
                ONE + "/drain",
                Role.OPERATOR,
                "Has a provider take no new requests, or take them again")
            .audited("provider.drain")
            .body(DRAIN)
            .gives(Shape.one("ProviderDrain"))
            .by(this::drain),
        Route.post(ONE + "/reset", Role.OPERATOR, "Has a provider tried again at once")
            .audited("provider.reset")
            .gives(Shape.one("ProviderReset"))
            .by(this::reset));
  }

  private Future<JsonNode> list(ControlRequest request) {
    Map<String, HealthBoard.ProviderReport> health = serving.execution().board().providers();
    return Future.succeededFuture(
        Page.whole(config.providers().stream().map(each -> shown(each, health))));
  }

  private Future<JsonNode> one(ControlRequest request) {
    return Future.succeededFuture(
        shown(find(request.segment(Kind.ID)), serving.execution().board().providers()));
  }

  /** What is under way goes on: a request stays with the configuration that it began with. */
  private Future<JsonNode> drain(ControlRequest request) {
    String id = find(request.segment(Kind.ID)).id();
    return request
        .fields()
        .compose(
            fields -> {
              boolean drains = fields.need(DRAIN);
              return registry
                  .drain(id, drains, Registering.changeOf(request))
                  .map(
                      _ ->
                          StrictJson.object()
                              .put("id", id)
                              .put("drained", drains)
                              .put("in_flight", inFlight(id)));
            });
  }

  private int inFlight(String id) {
    HealthBoard.ProviderReport report = serving.execution().board().providers().get(id);
    return report == null ? 0 : report.inFlight();
  }

  private Future<JsonNode> add(ControlRequest request) {
    return request
        .document()
        .compose(
            body -> {
              refuseThoseOfTheFile(body.path(Kind.ID).asText());
              return registry.add(Kind.PROVIDER, body, Registering.changeOf(request));
            })
        .map(ProviderControl::stored);
  }

  private Future<JsonNode> change(ControlRequest request) {
    String id = request.segment(Kind.ID);
    refuseThoseOfTheFile(id);
    return request
        .document()
        .compose(body -> registry.change(Kind.PROVIDER, id, body, Registering.changeOf(request)))
        .map(ProviderControl::stored);
  }

  /** What the file hides can be taken out too. */
  private Future<JsonNode> delete(ControlRequest request) {
    String id = request.segment(Kind.ID);
    if (registry.current().find(Kind.PROVIDER, id).isEmpty()) {
      refuseThoseOfTheFile(id);
    }
    return registry
        .delete(Kind.PROVIDER, id, Registering.changeOf(request))
        .map(_ -> StrictJson.object().put("id", id).put("deleted", true));
  }

  private Future<JsonNode> test(ControlRequest request) {
    String id = find(request.segment(Kind.ID)).id();
    return ProviderTest.of(called(id, "test"), serving.clocks().steady())
        .map(result -> result.put("id", id));
  }

  /** What kept it from being called was learnt of an account that may be in order again. */
  private Future<JsonNode> reset(ControlRequest request) {
    String id = called(find(request.segment(Kind.ID)).id(), "reset").spec().id();
    return serving
        .vertx()
        .executeBlocking(() -> serving.execution().board().release(id), false)
        .map(released -> told(id, Objects.requireNonNull(released)));
  }

  private static ObjectNode told(String id, HealthBoard.Released released) {
    ObjectNode node = StrictJson.object().put("id", id);
    ArrayNode keys = node.putArray("keys");
    released.keys().forEach(key -> keys.add(ProviderHealthJson.of(key)));
    ArrayNode circuits = node.putArray("circuits");
    released.circuits().forEach(circuits::add);
    return node;
  }

  /**
   * The provider {@code id} as it is called.
   *
   * @param wish what it is to be enabled for
   */
  private Upstream called(String id, String wish) {
    return serving
        .upstreams()
        .find(id)
        .orElseThrow(
            () ->
                Problem.of(
                        ProblemKind.CONFLICT,
                        "the provider `%s` is disabled: enable it to %s it".formatted(id, wish))
                    .withCode("provider_disabled")
                    .toException());
  }

  private ProviderConfig find(String id) {
    return config
        .provider(id)
        .orElseThrow(
            () ->
                Problem.of(ProblemKind.NOT_FOUND, "there is no provider `%s`".formatted(id))
                    .withCode("provider_not_found")
                    .withParam(Kind.ID)
                    .toException());
  }

  private void refuseThoseOfTheFile(String id) {
    if (registry.isOfTheFile(id)) {
      throw inTheFile(id);
    }
  }

  private static ProblemException inTheFile(String id) {
    return Problem.of(
            ProblemKind.CONFLICT,
            "the provider `%s` is in the configuration file, which wins: change it there"
                .formatted(id))
        .withCode("provider_in_file")
        .withParam(Kind.ID)
        .toException();
  }

  private ObjectNode shown(
      ProviderConfig provider, Map<String, HealthBoard.ProviderReport> health) {
    ObjectNode item = StrictJson.object();
    item.put("id", provider.id());
    item.put("provider_type", provider.type().id());
    Optional<Upstream> upstream = serving.upstreams().find(provider.id());
    upstream
        .map(called -> called.spec().endpoint().getHost())
        .or(() -> provider.endpoint().map(endpoint -> endpoint.getHost()))
        .ifPresentOrElse(host -> item.put("endpoint", host), () -> item.putNull("endpoint"));
    ArrayNode protocols = item.putArray("protocols");
    upstream.ifPresent(
        called -> called.spec().protocols().forEach(protocol -> protocols.add(protocol.id())));
    item.put("keys", provider.keyCount());
    item.put("enabled", provider.enabled());
    item.put("drained", config.drained().contains(provider.id()));
    item.set("health", ProviderHealthJson.of(Optional.ofNullable(health.get(provider.id()))));
    ArrayNode models = item.putArray("models");
    upstream.ifPresentOrElse(
        called -> called.spec().models().forEach(models::add),
        () -> provider.models().forEach(model -> models.add(model.id())));
    boolean ofTheFile = registry.isOfTheFile(provider.id());
    item.put("source", ofTheFile ? "config" : "registered");
    registry
        .current()
        .find(Kind.PROVIDER, provider.id())
        .ifPresent(
            registration -> {
              item.set("registered", stored(registration));
              if (ofTheFile) {
                item.put(
                    "note",
                    "the configuration file has a provider of this id, which wins over the"
                        + " registered one");
              }
            });
    return item;
  }

  /** What was registered, without secrets: of keys only how many there are. */
  private static ObjectNode stored(Registration registration) {
    ObjectNode node = registration.shown();
    JsonNode keys = registration.document().path("api_key");
    node.put("keys", keys.isArray() ? keys.size() : keys.isMissingNode() ? 0 : 1);
    return node.put("source", "registered")
        .put("created_at", registration.created().toString())
        .put("changed_at", registration.changed().toString())
        .put("changed_by", registration.author());
  }
}
