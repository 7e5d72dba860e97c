package dev.signalbox.gateway.admin.access;

import dev.signalbox.analytics.access.PeopleStore;
import dev.signalbox.analytics.access.StoredUser;
import dev.signalbox.analytics.audit.AuditEntry;
import dev.signalbox.gateway.access.Session;
import dev.signalbox.gateway.access.Sessions;
import dev.signalbox.gateway.admin.frame.ControlAnswer;
import dev.signalbox.gateway.admin.frame.ControlRequest;
import dev.signalbox.gateway.admin.frame.Field;
import dev.signalbox.gateway.admin.frame.Route;
import dev.signalbox.gateway.admin.frame.Shape;
import dev.signalbox.gateway.admin.frame.Value;
import dev.signalbox.gateway.oidc.OidcException;
import dev.signalbox.gateway.oidc.OidcFlow;
import dev.signalbox.gateway.oidc.Passport;
import dev.signalbox.gateway.vault.Vault;
import dev.signalbox.gateway.vault.VaultException;
import dev.signalbox.gateway.wire.problem.Problem;
import dev.signalbox.gateway.wire.problem.ProblemException;
import dev.signalbox.gateway.wire.problem.ProblemKind;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Logging in with an OpenID Connect provider. */
final class OidcControl {
  private static final String PATH = "/v1/login/oidc";

  private static final Logger log = LoggerFactory.getLogger(OidcControl.class);

  /** Holds what is remembered of a person who is at the provider; sealed. */
  private static final String COOKIE = "__Host-sb-trip";

  /** Lax, as the person comes back from another site. */
  private static final String COOKIE_RULES =
      "; Path=/; Secure; HttpOnly; SameSite=Lax; Max-Age=600";

  private static final String RECORD = "oidc trip";
  private static final int LONGEST = 4_096;
  private static final Field<String> CODE =
      Field.of("code", Value.text(LONGEST, "SplxlOBeZQQYbYS6WxSbIA"), "what the provider gave");
  private static final Field<String> STATE =
      Field.of("state", Value.text(LONGEST, "af0ifjsldkj"), "what the login began with");

  /**
   * A cookie that is strict is not sent with a page that another site led to: so go on from here.
   */
  private static final String ON =
      "<!doctype html><meta charset=utf-8><meta http-equiv=refresh"
          + " content=\"0;url=/\"><title>Signalbox</title>";

  private final AccessParts parts;
  private final AccessChange change;
  private final LoginControl login;
  private final OidcFlow flow;

  OidcControl(AccessParts parts, AccessChange change, LoginControl login, OidcFlow flow) {
    this.parts = parts;
    this.change = change;
    this.login = login;
    this.flow = flow;
  }

  List<Route> routes() {
    return List.of(
        Route.open(HttpMethod.GET, PATH, "Sends a browser to the OpenID Connect provider")
            .gives(Shape.redirect())
            .answeredBy(this::depart),
        Route.open(HttpMethod.GET, PATH + "/callback", "Where the provider sends it back to")
            .auditsItself("login")
            .query(CODE, STATE)
            .gives(Shape.html())
            .answeredBy(this::arrive));
  }

  private Future<ControlAnswer> depart(ControlRequest request) {
    return flow.depart()
        .recover(cause -> Future.failedFuture(unreachable(cause)))
        .map(
            departure ->
                ControlAnswer.redirect(departure.address())
                    .with(
                        "set-cookie",
                        COOKIE
                            + "="
                            + vault().seal(RECORD, departure.trip().toSecret())
                            + COOKIE_RULES));
  }

  private Future<ControlAnswer> arrive(ControlRequest request) {
    OidcFlow.Trip trip = trip(request);
    String code = request.get(CODE).orElseThrow(() -> refused("the provider let nobody in"));
    return flow.arrive(trip, code, request.head().at())
        .recover(cause -> Future.failedFuture(told(cause)))
        .compose(passport -> admitted(request, passport))
        .map(
            answer ->
                new ControlAnswer(
                    answer.status(),
                    "text/html; charset=utf-8",
                    Buffer.buffer(ON),
                    Map.of(
                        "set-cookie",
                        answer.headers().getOrDefault("set-cookie", ""),
                        "content-security-policy",
                        "default-src 'none'; frame-ancestors 'none'")));
  }

  private OidcFlow.Trip trip(ControlRequest request) {
    Optional<OidcFlow.Trip> trip =
        Sessions.cookie(request.http().headers(), COOKIE)
            .filter(text -> text.length() <= LONGEST)
            .flatMap(this::opened);
    return trip.filter(known -> request.get(STATE).filter(known.state()::equals).isPresent())
        .orElseThrow(() -> refused("this login was not begun in this browser, or is too old"));
  }

  private Optional<OidcFlow.Trip> opened(String text) {
    try {
      return OidcFlow.Trip.of(vault().open(RECORD, text));
    } catch (VaultException e) {
      return Optional.empty();
    }
  }

  /** Writes down who came, so that its sessions end with it, and lets it in. */
  private Future<ControlAnswer> admitted(ControlRequest request, Passport passport) {
    PeopleStore people = parts.state().store().people();
    AuditEntry.By by = request.by(Session.label(passport.name()));
    boolean configured =
        parts
            .authenticator()
            .rules()
            .admin()
            .filter(admin -> admin.name().equals(passport.name()))
            .isPresent();
    Optional<StoredUser> known =
        Optional.ofNullable(parts.state().book().users().get(passport.name()));
    if (configured || known.filter(user -> !user.origin().equals(passport.origin())).isPresent()) {
      throw refused("there is somebody else of this name here");
    }
    if (known.filter(user -> !user.counts()).isPresent()) {
      throw refused("this person was taken out");
    }
    String role = passport.role().id();
    Future<Void> written;
    if (known.isEmpty()) {
      written =
          change.made(
              people.add(
                  new StoredUser(
                      passport.name(),
                      role,
                      "",
                      passport.origin(),
                      request.head().at().toEpochMilli(),
                      "oidc",
                      0),
                  by));
    } else if (known.get().role().equals(role)) {
      written = Future.succeededFuture();
    } else {
      written =
          change.made(
              people.change(
                  passport.name(), "user.change", user -> user.with(role, user.password()), by));
    }
    return written.compose(_ -> login.begin(request, passport.name(), passport.role()));
  }

  private static ProblemException told(Throwable cause) {
    if (cause instanceof OidcException refusal) {
      return refused(String.valueOf(refusal.getMessage()));
    }
    log.warn("a login with the OpenID Connect provider failed: {}", reason(cause));
    return refused("the provider did not confirm this login");
  }

  private static ProblemException unreachable(Throwable cause) {
    log.warn("the OpenID Connect provider cannot be used: {}", reason(cause));
    return Problem.of(ProblemKind.UNAVAILABLE, "the provider for logins cannot be reached")
        .withCode("oidc_unavailable")
        .toException();
  }

  /** What the provider answers may hold what it was asked with: the client's secret, the code. */
  private static String reason(Throwable cause) {
    return cause instanceof IOException || cause instanceof OidcException
        ? String.valueOf(cause.getMessage())
        : "it answered with an error (%s)".formatted(cause.getClass().getSimpleName());
  }

  private static ProblemException refused(String message) {
    return Problem.of(ProblemKind.AUTHENTICATION, message).withCode("invalid_login").toException();
  }

  private Vault vault() {
    return parts.vault();
  }
}
