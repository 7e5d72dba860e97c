package dev.signalbox.gateway.admin.routing;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.signalbox.engine.explain.DecisionJson;
import dev.signalbox.gateway.access.Role;
import dev.signalbox.gateway.admin.frame.Body;
import dev.signalbox.gateway.admin.frame.ControlRequest;
import dev.signalbox.gateway.admin.frame.Route;
import dev.signalbox.gateway.admin.frame.Shape;
import dev.signalbox.gateway.admin.frame.Value;
import dev.signalbox.gateway.exchange.Exchange;
import dev.signalbox.gateway.http.Conversations;
import dev.signalbox.gateway.http.HttpSettings;
import dev.signalbox.gateway.http.Mount;
import dev.signalbox.gateway.http.RequestHead;
import dev.signalbox.gateway.http.ResponseStore;
import dev.signalbox.gateway.pipeline.RequestBody;
import dev.signalbox.gateway.pipeline.Serving;
import dev.signalbox.gateway.pipeline.question.DryRun;
import dev.signalbox.gateway.route.Routing;
import dev.signalbox.gateway.wire.formats.WireFormats;
import dev.signalbox.gateway.wire.json.StrictJson;
import dev.signalbox.gateway.wire.model.Protocol;
import dev.signalbox.gateway.wire.problem.Problem;
import io.vertx.core.Future;
import java.util.Map;
import java.util.stream.Collectors;

/** {@code POST /v1/route}: what would be decided, with nobody called. */
final class RouteControl {
  private static final Body QUESTION =
      Body.Document.of(
          Value.schema("object")
              .put("description", "a question, or the request of a client: see docs/api.md"),
          """
          {"model": "auto", "profile": "code", "needs": ["tools"], "input_tokens": 1830}\
          """);

  private final DryRun dryRun;
  private final WireFormats formats;
  private final boolean strict;

  /**
   * Dry runs of one event loop.
   *
   * @param responses kept answers of the Responses API
   */
  RouteControl(Serving serving, HttpSettings settings, ResponseStore responses) {
    Conversations conversations = new Conversations(responses, serving.formats());
    this.dryRun =
        new DryRun(
            serving,
            apps(settings),
            (origin, format, bytes) ->
                format == Protocol.RESPONSES
                    ? conversations.body(
                        new Conversations.Of(origin.caller().label(), origin.id()), bytes)
                    : Future.succeededFuture(RequestBody.of(bytes)));
    this.formats = serving.formats();
    this.strict = settings.strict();
  }

  private static Map<String, DryRun.App> apps(HttpSettings settings) {
    return settings.mounts().stream()
        .filter(mount -> mount.keyLabel().isEmpty())
        .collect(
            Collectors.toMap(Mount::name, mount -> new DryRun.App(mount.names(), mount.profile())));
  }

  Route route() {
    return Route.post("/v1/route", Role.CALLER, "What would be decided, with nobody called")
        .query(WhyNotQuery.FIELD)
        .body(QUESTION)
        .gives(Shape.one("Decision"))
        .by(this::route);
  }

  private Future<JsonNode> route(ControlRequest request) {
    WhyNotQuery whyNot = WhyNotQuery.of(request);
    Exchange.Origin origin = originOf(request);
    boolean anthropic = request.http().getHeader("anthropic-version") != null;
    return request
        .bytes()
        .compose(body -> dryRun.decide(origin, body, anthropic))
        .map(route -> answer(route, whyNot));
  }

  private Exchange.Origin originOf(ControlRequest request) {
    ControlRequest.Head head = request.head();
    return RequestHead.origin(
        request.http().headers(),
        head.id(),
        new RequestHead.Arrived(head.at(), "route", RequestHead.Through.ROOT, head.caller()),
        strict);
  }

  private ObjectNode answer(Routing.Route route, WhyNotQuery whyNot) {
    ObjectNode node = DecisionJson.write(route.decision(), route.meta());
    String format = route.decision().question().asked().format();
    route.refusal().ifPresent(problem -> node.set("refusal", refusal(problem, format)));
    whyNot.answer(route.decision(), node);
    return node;
  }

  /** What a client of {@code format} would be told. */
  private ObjectNode refusal(Problem problem, String format) {
    return StrictJson.object()
        .put(
            "status",
            Protocol.byId(format)
                .map(protocol -> formats.client(protocol).statusOf(problem))
                .orElse(problem.kind().status()))
        .put("code", problem.codeName())
        .put("message", problem.message());
  }
}
