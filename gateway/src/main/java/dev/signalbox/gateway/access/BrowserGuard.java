package dev.signalbox.gateway.access;

import dev.signalbox.gateway.wire.problem.Problem;
import dev.signalbox.gateway.wire.problem.ProblemException;
import dev.signalbox.gateway.wire.problem.ProblemKind;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * Keeps web pages of others from changing or spending anything through somebody's browser: a
 * request that is more than a look and came without a key must come from a page of this gateway,
 * and in a session with JSON and the session's token as well.
 */
public final class BrowserGuard {
  /** Where a page sends the token of its session. */
  public static final String TOKEN = "x-csrf-token";

  private static final Set<HttpMethod> SAFE = Set.of(HttpMethod.GET, HttpMethod.HEAD);
  private static final Set<String> OUR_SITES = Set.of("same-origin", "none");

  private final Sessions sessions;
  private final Set<String> friends;

  /** A guard that lets only pages of this gateway through. */
  public BrowserGuard(Sessions sessions) {
    this(sessions, Set.of());
  }

  /**
   * A guard.
   *
   * @param friends origins, in lower case, whose pages may do as ours may
   */
  public BrowserGuard(Sessions sessions, Set<String> friends) {
    this.sessions = sessions;
    this.friends = Set.copyOf(friends);
  }

  /**
   * Refuses what another page may have sent.
   *
   * @throws ProblemException of kind {@code PERMISSION} or {@code UNSUPPORTED_MEDIA_TYPE}
   */
  public void check(HttpServerRequest request, Identity identity) {
    if (SAFE.contains(request.method()) || identity.credential()) {
      return;
    }
    if (!isFriend(request)) {
      checkSite(request);
    }
    if (identity.session().isPresent()) {
      checkJson(request);
      checkToken(request, identity.session().get());
    }
  }

  /** The same for the request that begins a session, which has none yet. */
  public static void checkLogin(HttpServerRequest request) {
    checkSite(request);
    checkJson(request);
  }

  private boolean isFriend(HttpServerRequest request) {
    if (friends.isEmpty()) {
      return false;
    }
    String origin = request.getHeader(HttpHeaders.ORIGIN);
    return origin != null && friends.contains(origin.toLowerCase(Locale.ROOT));
  }

  private static void checkSite(HttpServerRequest request) {
    String site = request.getHeader("sec-fetch-site");
    if (site != null && !OUR_SITES.contains(site)) {
      throw refused("cross_site", "pages of other sites may ask for nothing here");
    }
    String origin = request.getHeader(HttpHeaders.ORIGIN);
    if (origin != null && !isOurs(origin, request)) {
      throw refused("cross_site", "pages of other sites may ask for nothing here");
    }
  }

  private static boolean isOurs(String origin, HttpServerRequest request) {
    Optional<String> host =
        Optional.ofNullable(request.getHeader(HttpHeaders.HOST))
            .or(() -> Optional.ofNullable(request.authority()).map(Object::toString));
    try {
      String authority = URI.create(origin).getRawAuthority();
      return authority != null
          && host.map(ours -> ours.toLowerCase(Locale.ROOT))
              .filter(authority.toLowerCase(Locale.ROOT)::equals)
              .isPresent();
    } catch (IllegalArgumentException e) {
      return false;
    }
  }

  private static void checkJson(HttpServerRequest request) {
    String type = request.getHeader(HttpHeaders.CONTENT_TYPE);
    boolean body = !request.method().equals(HttpMethod.DELETE) || type != null;
    boolean json =
        type != null && type.split(";", 2)[0].strip().equalsIgnoreCase("application/json");
    if (body && !json) {
      throw Problem.of(
              ProblemKind.UNSUPPORTED_MEDIA_TYPE, "`content-type` must be `application/json`")
          .withParam("content-type")
          .toException();
    }
  }

  private void checkToken(HttpServerRequest request, Session session) {
    String token = request.getHeader(TOKEN);
    boolean right =
        token != null
            && MessageDigest.isEqual(
                token.getBytes(StandardCharsets.UTF_8),
                sessions.csrf(session).getBytes(StandardCharsets.UTF_8));
    if (!right) {
      throw refused(
          "csrf_token",
          "`%s` must be the token that `/v1/me` tells the pages of this session".formatted(TOKEN));
    }
  }

  private static ProblemException refused(String code, String message) {
    return Problem.of(ProblemKind.PERMISSION, message).withCode(code).toException();
  }
}
