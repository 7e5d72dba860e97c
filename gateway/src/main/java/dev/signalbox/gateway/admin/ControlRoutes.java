package dev.signalbox.gateway.admin;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.signalbox.gateway.access.Authenticator;
import dev.signalbox.gateway.access.Caller;
import dev.signalbox.gateway.provider.UpstreamSpec;
import dev.signalbox.gateway.wire.json.StrictJson;
import dev.signalbox.gateway.wire.problem.Problem;
import dev.signalbox.gateway.wire.problem.ProblemException;
import dev.signalbox.gateway.wire.problem.ProblemKind;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;

/** The control paths and what each answers. */
public final class ControlRoutes {
  private static final int MAX_RECORDS = 200;
  private static final int STANDARD_RECORDS = 50;

  private final ProcessFacts facts;
  private final Authenticator authenticator;

  public ControlRoutes(ProcessFacts facts, Authenticator authenticator) {
    this.facts = facts;
    this.authenticator = authenticator;
  }

  /** Adds the control paths to {@code router}. */
  public void mount(Router router) {
    router.get("/health").handler(context -> answer(context, 200, health()));
    router.get("/health/live").handler(context -> answer(context, 200, status("ok")));
    router.get("/health/ready").handler(this::ready);
    router.get("/ready").handler(this::ready);
    router.get("/v1/providers").handler(context -> forOperators(context, _ -> providers()));
    router.get("/v1/records").handler(context -> forOperators(context, this::records));
  }

  private void ready(RoutingContext context) {
    boolean ready = facts.ready().getAsBoolean();
    answer(context, ready ? 200 : 503, status(ready ? "ok" : "draining"));
  }

  private static ObjectNode status(String status) {
    return StrictJson.object().put("status", status);
  }

  private ObjectNode health() {
    ObjectNode health = status(facts.ready().getAsBoolean() ? "ok" : "draining");
    health.put("version", facts.version());
    health.put("uptime_secs", facts.clock().instant().getEpochSecond() - facts.startedSeconds());
    health.put("port", facts.port().getAsInt());
    ArrayNode ids = health.putArray("providers");
    facts.providers().forEach(provider -> ids.add(provider.id()));
    health.set("config", config(facts.config().get()));
    return health;
  }

  private static ObjectNode config(ConfigState state) {
    ObjectNode config = StrictJson.object();
    config.put("loaded_at", state.loadedAt().toString());
    config.put("revision", state.revision());
    state
        .lastError()
        .ifPresent(
            error ->
                config
                    .putObject("last_error")
                    .put("at", error.at().toString())
                    .put("message", error.message()));
    return config;
  }

  private ObjectNode providers() {
    ObjectNode list = StrictJson.object();
    ArrayNode data = list.putArray("data");
    for (UpstreamSpec provider : facts.providers()) {
      ObjectNode item = data.addObject();
      item.put("id", provider.id());
      item.put("endpoint", provider.endpoint().getHost());
      ArrayNode protocols = item.putArray("protocols");
      provider.protocols().forEach(protocol -> protocols.add(protocol.id()));
      item.put("keys", provider.keys().size());
      item.put("enabled", true);
      ArrayNode models = item.putArray("models");
      provider.models().forEach(models::add);
    }
    list.putNull("next");
    return list;
  }

  private ObjectNode records(HttpServerRequest request) {
    ObjectNode list = StrictJson.object();
    ArrayNode data = list.putArray("data");
    facts.requests().newest(limit(request)).forEach(record -> data.add(RecordJson.of(record)));
    list.putNull("next");
    return list;
  }

  private static int limit(HttpServerRequest request) {
    String limit = request.getParam("limit");
    if (limit == null) {
      return STANDARD_RECORDS;
    }
    try {
      int value = Integer.parseInt(limit);
      if (value >= 1 && value <= MAX_RECORDS) {
        return value;
      }
    } catch (NumberFormatException e) {
      throw badLimit();
    }
    throw badLimit();
  }

  private static ProblemException badLimit() {
    return Problem.invalid("limit", "`limit` must be a whole number from 1 to " + MAX_RECORDS)
        .toException();
  }

  private void forOperators(
      RoutingContext context, Function<HttpServerRequest, ObjectNode> content) {
    HttpServerRequest request = context.request();
    try {
      Caller caller =
          authenticator.authenticate(
              request.headers(), Optional.ofNullable(request.getParam("key")));
      if (!caller.operator()) {
        throw Problem.of(
                ProblemKind.PERMISSION, "this key may send requests, but not see those of others")
            .toException();
      }
      answer(context, 200, content.apply(request));
    } catch (ProblemException e) {
      answer(context, e.problem().kind().status(), error(e.problem()));
    }
  }

  private static ObjectNode error(Problem problem) {
    ObjectNode body = StrictJson.object();
    body.putObject("error")
        .put("type", problem.kind().name().toLowerCase(Locale.ROOT))
        .put("message", problem.message());
    return body;
  }

  private static void answer(RoutingContext context, int status, ObjectNode body) {
    context
        .response()
        .setStatusCode(status)
        .putHeader("content-type", "application/json")
        .putHeader("cache-control", "no-store")
        .end(Buffer.buffer(StrictJson.toBytes(body)));
  }
}
