package dev.signalbox.gateway.admin.frame;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.signalbox.analytics.audit.AuditEntry;
import dev.signalbox.analytics.store.DatabaseFaults;
import dev.signalbox.gateway.access.Authenticator;
import dev.signalbox.gateway.access.BrowserGuard;
import dev.signalbox.gateway.access.Caller;
import dev.signalbox.gateway.access.Identity;
import dev.signalbox.gateway.access.Role;
import dev.signalbox.gateway.http.BodyReader;
import dev.signalbox.gateway.http.Queries;
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
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.RoutingContext;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What happens to every request to a control path: an id, the method, the caller and whether that
 * one may, the audit trail; and afterwards: JSON out, or a problem in the one shape that control
 * paths have.
 */
public final class ControlHandler {
  private static final Logger log = LoggerFactory.getLogger(ControlHandler.class);

  /** After which a database that failed is worth another try. */
  private static final long RETRY_SECONDS = 2;

  /** Whoever uses what anybody may. */
  private static final Identity UNKNOWN =
      new Identity(Caller.of("", Role.CALLER), Optional.empty(), false);

  private final Authenticator authenticator;
  private final ControlAudit audit;
  private final BrowserGuard browsers;
  private final Serving serving;
  private final BodyReader bodies;

  /** What happens under that authenticator. */
  public ControlHandler(
      Authenticator authenticator, ControlAudit audit, Serving serving, BodyReader bodies) {
    this.authenticator = authenticator;
    this.audit = audit;
    this.browsers = new BrowserGuard(authenticator.sessions());
    this.serving = serving;
    this.bodies = bodies;
  }

  /** A handler for the routes at one path. */
  Handler<RoutingContext> of(List<Route> routes) {
    Segments segments = Segments.of(routes.getFirst().path());
    Map<HttpMethod, Route> byMethod =
        routes.stream().collect(Collectors.toMap(Route::method, Function.identity()));
    return context -> handle(context, segments, byMethod);
  }

  private void handle(RoutingContext context, Segments segments, Map<HttpMethod, Route> routes) {
    HttpServerRequest request = context.request();
    String id = RequestHead.requestId(request.headers()).orElseGet(Ids::request);
    request.response().putHeader("x-request-id", id);
    Future.succeededFuture()
        .compose(_ -> answered(context, id, segments, routes))
        .onSuccess(answer -> send(request, answer.status(), answer))
        .onFailure(cause -> refuse(request, id, cause));
  }

  private Future<ControlAnswer> answered(
      RoutingContext context, String id, Segments segments, Map<HttpMethod, Route> routes) {
    HttpServerRequest request = context.request();
    Queries.check(request);
    Route route =
        routes.get(request.method().equals(HttpMethod.HEAD) ? HttpMethod.GET : request.method());
    if (route == null) {
      throw notAllowed(request, routes);
    }
    Identity identity = route.role().map(role -> admitted(request, route, role)).orElse(UNKNOWN);
    String path = context.normalizedPath();
    ControlRequest.Head head =
        new ControlRequest.Head(
            id, serving.clocks().wall().instant(), identity, path, segments.in(path));
    ControlRequest asked = new ControlRequest(request, head, route, bodies);
    asked.checkQuery();
    return switch (route.audit()) {
      case Audit.No _, Audit.Itself _ -> route.action().answer(asked);
      case Audit.Before(var action) -> audited(asked, route, action);
    };
  }

  /** Who sends {@code request}, if that one may. */
  private Identity admitted(HttpServerRequest request, Route route, Role needed) {
    Optional<String> keyParameter = Optional.ofNullable(request.getParam("key"));
    if (route.token().isPresent()
        && Authenticator.credential(request.headers(), keyParameter)
            .filter(route.token().get()::isValue)
            .isPresent()) {
      return new Identity(Caller.of("", needed), Optional.empty(), true);
    }
    Identity identity = authenticator.identify(request.headers(), keyParameter);
    if (!identity.caller().role().includes(needed)) {
      throw Problem.of(
              ProblemKind.PERMISSION,
              "this needs the role `%s`, and the key or login has `%s`"
                  .formatted(needed.id(), identity.caller().role().id()))
          .toException();
    }
    browsers.check(request, identity);
    return identity;
  }

  /** INVARIANT: what the audit trail could not be told of is not done. */
  private Future<ControlAnswer> audited(ControlRequest request, Route route, String action) {
    AuditEntry entry = AuditEntry.of(request.by(), action, request.head().path(), "");
    return audit
        .tell(entry.ended("begun"))
        .compose(_ -> route.action().answer(request))
        .onFailure(
            cause ->
                audit.tell(
                    entry.ended(
                        cause instanceof ProblemException told
                            ? told.problem().codeName()
                            : "failed")));
  }

  private static ProblemException notAllowed(
      HttpServerRequest request, Map<HttpMethod, Route> routes) {
    String allowed =
        routes.keySet().stream()
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
    Problem problem = problemOf(id, cause);
    serving.execution().counters().refused(problem);
    problem
        .retryAfterSeconds()
        .ifPresent(seconds -> request.response().putHeader("retry-after", Long.toString(seconds)));
    UnreadBody.discard(request, problem);
    send(request, problem.kind().status(), ControlAnswer.json(error(problem)));
  }

  private static Problem problemOf(String id, Throwable cause) {
    if (cause instanceof ProblemException expected) {
      return expected.problem();
    }
    if (DatabaseFaults.isOutage(cause)) {
      log.warn("control request {} found no database: {}", id, DatabaseFaults.reason(cause));
      return DatabaseProblem.of(RETRY_SECONDS);
    }
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
    HttpServerResponse response =
        request
            .response()
            .setStatusCode(status)
            .putHeader("content-type", answer.contentType())
            .putHeader("cache-control", "no-store")
            .putHeader("x-content-type-options", "nosniff");
    if (answer.stream().isPresent() && !request.method().equals(HttpMethod.HEAD)) {
      answer.stream().get().accept(response.setChunked(true));
    } else {
      response.end(answer.body());
    }
  }
}
