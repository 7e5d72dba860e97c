package dev.signalbox.gateway.admin.access;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.signalbox.analytics.audit.AuditEntry;
import dev.signalbox.gateway.access.BrowserGuard;
import dev.signalbox.gateway.access.Identity;
import dev.signalbox.gateway.access.Passwords;
import dev.signalbox.gateway.access.People;
import dev.signalbox.gateway.access.Role;
import dev.signalbox.gateway.access.Session;
import dev.signalbox.gateway.access.Sessions;
import dev.signalbox.gateway.admin.frame.ControlAnswer;
import dev.signalbox.gateway.admin.frame.ControlAudit;
import dev.signalbox.gateway.admin.frame.ControlRequest;
import dev.signalbox.gateway.admin.frame.Field;
import dev.signalbox.gateway.admin.frame.Route;
import dev.signalbox.gateway.admin.frame.Shape;
import dev.signalbox.gateway.admin.frame.Value;
import dev.signalbox.gateway.wire.json.StrictJson;
import dev.signalbox.gateway.wire.problem.Problem;
import dev.signalbox.gateway.wire.problem.ProblemException;
import dev.signalbox.gateway.wire.problem.ProblemKind;
import io.vertx.core.Future;
import io.vertx.core.http.HttpMethod;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/** Logging in and out, and who one is. */
final class LoginControl {
  private static final String COOKIE_RULES = "; Path=/; Secure; HttpOnly; SameSite=Strict";

  private static final Field<String> NAME =
      Field.required("username", Value.text(128, "ada@example.com"), "who logs in");
  private static final Field<String> PASSWORD =
      Field.required("password", Value.text(Passwords.MOST, "correct horse battery"), "proves it");

  private final AccessParts parts;
  private final AccessChange change;
  private final ControlAudit audit;
  private final Sessions sessions;

  LoginControl(AccessParts parts, AccessChange change, ControlAudit audit) {
    this.parts = parts;
    this.change = change;
    this.audit = audit;
    this.sessions = parts.authenticator().sessions();
  }

  List<Route> routes() {
    return List.of(
        Route.open(HttpMethod.POST, "/v1/login", "Begins a session in a browser")
            .auditsItself("login")
            .body(NAME, PASSWORD)
            .gives(Shape.one("Me"))
            .answeredBy(this::login),
        Route.post("/v1/logout", Role.CALLER, "Ends the session that asks")
            .auditsItself("logout")
            .gives(Shape.one("Me"))
            .answeredBy(this::logout),
        Route.get("/v1/me", Role.CALLER, "Who one is").gives(Shape.one("Me")).by(this::me));
  }

  private Future<ControlAnswer> login(ControlRequest request) {
    BrowserGuard.checkLogin(request.http());
    return request
        .fields()
        .compose(fields -> checked(request, fields.need(NAME), fields.need(PASSWORD)))
        .compose(found -> begin(request, found.name(), found.role()));
  }

  private record Found(String name, Role role) {}

  private Future<Found> checked(ControlRequest request, String name, String password) {
    Instant now = request.head().at();
    Optional<Duration> wait = parts.lockout().wait(request.address(), name, now);
    if (wait.isPresent()) {
      throw Problem.of(ProblemKind.RATE_LIMIT, "too many wrong passwords; wait before the next")
          .withCode("login_locked")
          .withRetryAfter(wait.get().toSeconds() + 1)
          .toException();
    }
    CompletableFuture<Optional<Role>> check =
        parts
            .people()
            .check(name, password, parts.state().book(), parts.authenticator().rules())
            .orElseThrow(UserControl::tooBusy);
    return audit
        .stored(check)
        .compose(
            role -> {
              if (role.isPresent()) {
                parts.lockout().right(request.address(), name);
                return Future.succeededFuture(new Found(name, role.get()));
              }
              parts.lockout().wrong(request.address(), name, now);
              return audit
                  .tell(AuditEntry.of(request.by(""), "login", known(name), "").ended("refused"))
                  .compose(_ -> Future.failedFuture(wrong()));
            });
  }

  /**
   * What a trail may keep of a name: where there is nobody of it, a password may have been typed.
   */
  private String known(String name) {
    return People.knows(name, parts.state().book(), parts.authenticator().rules())
        ? name
        : "(unknown)";
  }

  private static ProblemException wrong() {
    return Problem.of(ProblemKind.AUTHENTICATION, "the name or the password is wrong")
        .withCode("invalid_login")
        .toException();
  }

  /** A new session, whatever there was before: an id that somebody planted is worth nothing. */
  Future<ControlAnswer> begin(ControlRequest request, String user, Role role) {
    Future<Void> ended =
        sessions
            .of(request.http().headers())
            .map(
                former ->
                    audit.stored(sessions.end(former, request.by(Session.label(former.user())))))
            .orElseGet(Future::succeededFuture);
    return ended
        .compose(_ -> change.made(sessions.begin(user, role, request.by(Session.label(user)))))
        .map(
            begun ->
                ControlAnswer.json(json(begun.session()))
                    .with("set-cookie", Sessions.COOKIE + "=" + begun.id() + COOKIE_RULES));
  }

  private Future<ControlAnswer> logout(ControlRequest request) {
    Optional<Session> session = request.identity().session();
    ControlAnswer out =
        ControlAnswer.json(StrictJson.object().put("authenticated", false))
            .with("set-cookie", Sessions.COOKIE + "=" + COOKIE_RULES + "; Max-Age=0");
    return session
        .map(known -> change.made(sessions.end(known, request.by())).map(out))
        .orElseGet(() -> Future.succeededFuture(out));
  }

  private Future<JsonNode> me(ControlRequest request) {
    Identity identity = request.identity();
    if (identity.session().isPresent()) {
      return Future.succeededFuture(json(identity.session().get()));
    }
    ObjectNode node =
        StrictJson.object()
            .put("authenticated", identity.credential())
            .put("by", identity.credential() ? "key" : "open")
            .put("label", identity.caller().label())
            .put("role", identity.caller().role().id());
    identity
        .caller()
        .project()
        .ifPresentOrElse(project -> node.put("project", project), () -> node.putNull("project"));
    return Future.succeededFuture(node);
  }

  private ObjectNode json(Session session) {
    return StrictJson.object()
        .put("authenticated", true)
        .put("by", "session")
        .put("label", Session.label(session.user()))
        .put("user", session.user())
        .put("role", session.role().id())
        .put("csrf_token", sessions.csrf(session))
        .put("expires_at", session.expires().toString());
  }
}
