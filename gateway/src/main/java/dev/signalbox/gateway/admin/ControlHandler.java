package dev.signalbox.gateway.admin;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.signalbox.gateway.access.Authenticator;
import dev.signalbox.gateway.http.BodyReader;
import dev.signalbox.gateway.http.RequestHead;
import dev.signalbox.gateway.http.UnreadBody;
import dev.signalbox.gateway.pipeline.Serving;
import dev.signalbox.gateway.route.Ids;
import dev.signalbox.gateway.wire.json.StrictJson;
import dev.signalbox.gateway.wire.problem.Problem;
import dev.signalbox.gateway.wire.problem.ProblemException;
import dev.signalbox.gateway.wire.problem.ProblemKind;
import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.RoutingContext;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What happens to every request to a control path: an id, the method, the caller; and afterwards:
 * JSON out, or a problem in the one shape that control paths have.
 */
final class ControlHandler {
  private static final Logger log = LoggerFactory.getLogger(ControlHandler.class);

  private final Authenticator authenticator;
  private final Serving serving;
  private final BodyReader bodies;

  /** Answers requests of one method at one path; may throw a {@link ProblemException}. */
  @FunctionalInterface
  interface Action {
    Future<? extends JsonNode> answer(ControlRequest request);
  }

  ControlHandler(Authenticator authenticator, Serving serving, BodyReader bodies) {
    this.authenticator = authenticator;
    this.serving = serving;
    this.bodies = bodies;
  }

  /** Answers like {@link Action}, but not always with JSON. */
  @FunctionalInterface
  interface AnyAction {
    Future<ControlAnswer> answer(ControlRequest request);
  }

  /** A handler for a path where these methods are allowed. */
  Handler<RoutingContext> of(Map<HttpMethod, Action> actions) {
    Map<HttpMethod, AnyAction> any =
        actions.entrySet().stream()
            .collect(
                Collectors.toMap(
                    Map.Entry::getKey,
                    entry -> request -> entry.getValue().answer(request).map(ControlAnswer::json)));
    return ofAny(any);
  }

  /** The same for answers that are not always JSON. */
  Handler<RoutingContext> ofAny(Map<HttpMethod, AnyAction> actions) {
    return context -> handle(context, actions);
  }

  /**
   * A handler for a path where a list may be had, as JSON or in another {@link ListFormat}.
   *
   * @param columns of the list as a table
   */
  Handler<RoutingContext> list(List<String> columns, Action action) {
    return ofAny(
        Map.of(
            HttpMethod.GET,
            request ->
                action
                    .answer(request)
                    .map(
                        list ->
                            ControlAnswer.list(
                                list,
                                ListFormat.of(request.http().getHeader(HttpHeaders.ACCEPT)),
                                columns))));
  }

  private void handle(RoutingContext context, Map<HttpMethod, AnyAction> actions) {
    HttpServerRequest request = context.request();
    String id = RequestHead.requestId(request.headers()).orElseGet(Ids::request);
    request.response().putHeader("x-request-id", id);
    Future.succeededFuture()
        .compose(_ -> answered(context, id, actions))
        .onSuccess(answer -> send(request, 200, answer))
        .onFailure(cause -> refuse(request, id, cause));
  }

  private Future<ControlAnswer> answered(
      RoutingContext context, String id, Map<HttpMethod, AnyAction> actions) {
    HttpServerRequest request = context.request();
    HttpMethod method =
        request.method().equals(HttpMethod.HEAD) ? HttpMethod.GET : request.method();
    AnyAction action = actions.get(method);
    if (action == null) {
      throw notAllowed(request, actions);
    }
    ControlRequest.Head head =
        new ControlRequest.Head(
            id,
            serving.clocks().wall().instant(),
            authenticator.authenticate(
                request.headers(), Optional.ofNullable(request.getParam("key"))),
            context.normalizedPath());
    return action.answer(new ControlRequest(request, head, bodies));
  }

  private static ProblemException notAllowed(
      HttpServerRequest request, Map<HttpMethod, AnyAction> actions) {
    String allowed =
        actions.keySet().stream()
            .map(HttpMethod::name)
            .collect(Collectors.toCollection(TreeSet::new))
            .stream()
            .collect(Collectors.joining(", "));
    request.response().putHeader(HttpHeaders.ALLOW, allowed);
    return Problem.of(
            ProblemKind.METHOD_NOT_ALLOWED, "only `%s` is allowed here".formatted(allowed))
        .toException();
  }

  private void refuse(HttpServerRequest request, String id, Throwable cause) {
    Problem problem =
        cause instanceof ProblemException expected ? expected.problem() : internal(id, cause);
    problem
        .retryAfterSeconds()
        .ifPresent(seconds -> request.response().putHeader("retry-after", Long.toString(seconds)));
    UnreadBody.discard(request, problem, serving.vertx());
    send(request, problem.kind().status(), ControlAnswer.json(error(problem)));
  }

  private static Problem internal(String id, Throwable cause) {
    log.error("control request {} failed unexpectedly", id, cause);
    return Problem.of(ProblemKind.INTERNAL, "something went wrong inside the gateway");
  }

  /** The shape that errors have at control paths. */
  private static ObjectNode error(Problem problem) {
    ObjectNode body = StrictJson.object();
    ObjectNode error = body.putObject("error");
    error.put("code", problem.codeName()).put("message", problem.message());
    problem.param().ifPresentOrElse(name -> error.put("param", name), () -> error.putNull("param"));
    return body;
  }

  private static void send(HttpServerRequest request, int status, ControlAnswer answer) {
    answer.headers().forEach(request.response()::putHeader);
    request
        .response()
        .setStatusCode(status)
        .putHeader("content-type", answer.contentType())
        .putHeader("cache-control", "no-store")
        .putHeader("x-content-type-options", "nosniff")
        .end(answer.body());
  }
}
