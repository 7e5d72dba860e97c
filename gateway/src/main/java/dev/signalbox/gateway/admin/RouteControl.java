package dev.signalbox.gateway.admin;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.signalbox.engine.explain.DecisionJson;
import dev.signalbox.gateway.exchange.Exchange;
import dev.signalbox.gateway.http.Conversations;
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

/** {@code POST /v1/route}: what would be decided, with nobody called. */
final class RouteControl {
  private final DryRun dryRun;
  private final WireFormats formats;
  private final boolean strict;

  /**
   * Dry runs of one event loop.
   *
   * @param responses kept answers of the Responses API
   * @param strict the gateway's own rule about losses in translation
   */
  RouteControl(
      Serving serving, Map<String, DryRun.App> apps, ResponseStore responses, boolean strict) {
    Conversations conversations = new Conversations(responses, serving.formats());
    this.dryRun =
        new DryRun(
            serving,
            apps,
            (origin, format, bytes) ->
                format == Protocol.RESPONSES
                    ? conversations.body(
                        new Conversations.Of(origin.caller().label(), origin.id()), bytes)
                    : RequestBody.of(bytes));
    this.formats = serving.formats();
    this.strict = strict;
  }

  Future<JsonNode> route(ControlRequest request) {
    WhyNotQuery whyNot = WhyNotQuery.of(request);
    Exchange.Origin origin = originOf(request);
    boolean anthropic = request.http().getHeader("anthropic-version") != null;
    return request
        .body()
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
