package dev.signalbox.gateway.admin;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.signalbox.gateway.config.GatewayConfig;
import dev.signalbox.gateway.config.ProviderConfig;
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
import java.util.Optional;

/** The providers: those of the file are shown, others can be registered, changed and taken out. */
final class ProviderControl {
  static final String PATH = "/v1/providers";

  private final Registry registry;
  private final GatewayConfig config;
  private final Serving serving;

  ProviderControl(Registry registry, GatewayConfig config, Serving serving) {
    this.registry = registry;
    this.config = config;
    this.serving = serving;
  }

  /** {@code GET /v1/providers}. */
  Future<JsonNode> list(ControlRequest request) {
    ObjectNode list = StrictJson.object();
    ArrayNode data = list.putArray("data");
    config.providers().forEach(provider -> data.add(shown(provider)));
    return Future.succeededFuture(list.putNull("next"));
  }

  /** {@code GET /v1/providers/{id}}. */
  Future<JsonNode> one(ControlRequest request) {
    return Future.succeededFuture(shown(find(Registering.idOf(request, PATH))));
  }

  /** {@code POST /v1/providers}. */
  Future<JsonNode> add(ControlRequest request) {
    return request
        .body()
        .compose(
            bytes -> {
              ObjectNode body = StrictJson.parseObject(bytes);
              refuseThoseOfTheFile(body.path(Kind.ID).asText());
              return registry.add(Kind.PROVIDER, body, Registering.changeOf(request));
            })
        .map(ProviderControl::stored);
  }

  /** {@code PATCH /v1/providers/{id}}. */
  Future<JsonNode> change(ControlRequest request) {
    String id = Registering.idOf(request, PATH);
    refuseThoseOfTheFile(id);
    return request
        .body()
        .compose(
            body ->
                registry.change(
                    Kind.PROVIDER, id, StrictJson.parseObject(body), Registering.changeOf(request)))
        .map(ProviderControl::stored);
  }

  /** {@code DELETE /v1/providers/{id}}; what the file hides can be taken out too. */
  Future<JsonNode> delete(ControlRequest request) {
    String id = Registering.idOf(request, PATH);
    if (registry.current().find(Kind.PROVIDER, id).isEmpty()) {
      refuseThoseOfTheFile(id);
    }
    return registry
        .delete(Kind.PROVIDER, id, Registering.changeOf(request))
        .map(_ -> StrictJson.object().put("id", id).put("deleted", true));
  }

  /** {@code POST /v1/providers/{id}/test}: asks it for its list of models. */
  Future<JsonNode> test(ControlRequest request) {
    String id = find(Registering.idOf(request, PATH)).id();
    Upstream upstream =
        serving
            .upstreams()
            .find(id)
            .orElseThrow(
                () ->
                    Problem.of(
                            ProblemKind.CONFLICT,
                            "the provider `%s` is disabled: enable it to test it".formatted(id))
                        .withCode("provider_disabled")
                        .toException());
    return ProviderTest.of(upstream, serving.clocks().steady()).map(result -> result.put("id", id));
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

  private ObjectNode shown(ProviderConfig provider) {
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
    item.put("keys", provider.apiKeys().size());
    item.put("enabled", provider.enabled());
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
                    "the configuration file has a provider of this id, which wins over the registered one");
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
