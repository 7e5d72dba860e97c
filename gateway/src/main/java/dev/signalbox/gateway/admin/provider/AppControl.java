package dev.signalbox.gateway.admin.provider;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.signalbox.analytics.query.Span;
import dev.signalbox.analytics.stats.AppUse;
import dev.signalbox.gateway.access.Role;
import dev.signalbox.gateway.admin.frame.ControlRequest;
import dev.signalbox.gateway.admin.frame.FactReading;
import dev.signalbox.gateway.admin.frame.Page;
import dev.signalbox.gateway.admin.frame.Route;
import dev.signalbox.gateway.admin.frame.Shape;
import dev.signalbox.gateway.config.AppConfig;
import dev.signalbox.gateway.config.RoutingConfig;
import dev.signalbox.gateway.wire.json.StrictJson;
import io.vertx.core.Future;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** The apps of the configuration, and what came through them of late. */
final class AppControl {
  private static final Duration OF_LATE = Duration.ofHours(24);

  private final List<AppConfig> apps;
  private final FactReading reading;

  AppControl(List<AppConfig> apps, FactReading reading) {
    this.apps = apps;
    this.reading = reading;
  }

  List<Route> routes() {
    return List.of(
        Route.get(
                "/v1/apps",
                Role.VIEWER,
                "The apps of the configuration, with their use in the last 24 hours")
            .gives(Shape.page("App"))
            .by(this::list));
  }

  private Future<JsonNode> list(ControlRequest request) {
    if (apps.isEmpty()) {
      return Future.succeededFuture(Page.whole(List.<JsonNode>of().stream()));
    }
    long now = request.head().at().toEpochMilli();
    Span span = new Span(now - OF_LATE.toMillis(), now + 1);
    return reading
        .ask(dsl -> AppUse.of(apps.stream().map(AppConfig::name).toList(), span, dsl))
        .map(use -> Page.whole(apps.stream().map(app -> json(app, use, request))));
  }

  private static ObjectNode json(AppConfig app, Map<String, AppUse> use, ControlRequest request) {
    ObjectNode json =
        StrictJson.object()
            .put("id", app.name())
            .put("path", app.path())
            .put("url", Registering.originOf(request) + app.path());
    ArrayNode protocols = json.putArray("protocols");
    app.protocols().forEach(each -> protocols.add(each.id()));
    json.put("profile", app.profile().orElse(null));
    putRouting(app.routing(), json);
    ArrayNode models = json.putArray("models");
    app.models()
        .forEach(each -> models.addObject().put("id", each.id()).put("owned_by", each.ownedBy()));
    json.set(
        "snippets",
        Snippets.of(json.path("url").asText(), "YOUR_KEY", nameOf(app), app.protocols()));
    json.set("usage", use.getOrDefault(app.name(), AppUse.NONE).toJson());
    return json;
  }

  /** A name that its clients may say: the first of its own, else one that is there everywhere. */
  private static String nameOf(AppConfig app) {
    Stream<String> listed = app.models().stream().map(AppConfig.Model::id);
    Stream<String> rewritten =
        app.routing().rewrites().stream()
            .flatMap(
                rewrite ->
                    rewrite.match() instanceof RoutingConfig.Match.Exact(String model)
                        ? Stream.of(model)
                        : Stream.empty());
    return Stream.concat(listed, rewritten).findFirst().orElse("auto");
  }

  private static void putRouting(RoutingConfig routing, ObjectNode json) {
    json.put(
        "default",
        routing
            .fallback()
            .map(to -> to.provider() + to.model().map(model -> "/" + model).orElse(""))
            .orElse(null));
    ObjectNode prefixes = json.putObject("prefix_providers");
    routing.prefixes().forEach(prefixes::put);
    ArrayNode rewrites = json.putArray("rewrites");
    for (RoutingConfig.Rewrite each : routing.rewrites()) {
      ObjectNode rewrite = rewrites.addObject();
      switch (each.match()) {
        case RoutingConfig.Match.Exact(String model) -> rewrite.put("model_exact", model);
        case RoutingConfig.Match.Prefix(String prefix) -> rewrite.put("model_prefix", prefix);
      }
      rewrite
          .put("provider", each.provider())
          .put("model", each.model().orElse(null))
          .put("rewrite_response_model", each.rewriteResponseModel());
    }
  }
}
