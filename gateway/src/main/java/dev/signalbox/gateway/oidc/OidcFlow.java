package dev.signalbox.gateway.oidc;

import dev.signalbox.engine.digest.Sha256;
import dev.signalbox.gateway.config.OidcConfig;
import dev.signalbox.gateway.config.Secret;
import dev.signalbox.gateway.protect.Dependencies;
import dev.signalbox.gateway.protect.Dependency;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.auth.User;
import io.vertx.ext.auth.oauth2.OAuth2Auth;
import io.vertx.ext.auth.oauth2.OAuth2AuthorizationURL;
import io.vertx.ext.auth.oauth2.OAuth2FlowType;
import io.vertx.ext.auth.oauth2.OAuth2Options;
import io.vertx.ext.auth.oauth2.Oauth2Credentials;
import io.vertx.ext.auth.oauth2.providers.OpenIDConnectAuth;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * The authorization code flow with PKCE. What has to be remembered while a person is away is given
 * to whoever calls, who keeps it with that person's browser alone. Lives on one event loop.
 */
public final class OidcFlow {
  private static final int RANDOM_BYTES = 32;
  private static final int CONNECT_MILLIS = 5_000;
  private static final long LONGEST_SECONDS = 15;
  private static final SecureRandom RANDOM = new SecureRandom();

  private final Vertx vertx;
  private final OidcConfig config;
  private final Dependency dependency;
  private Optional<Future<OAuth2Auth>> provider = Optional.empty();

  /** Logins with the provider of {@code config}; it is asked when the first person comes. */
  public OidcFlow(Vertx vertx, OidcConfig config, Dependencies dependencies) {
    this.vertx = vertx;
    this.config = config;
    this.dependency =
        dependencies.of(
            new Dependencies.Kind(
                "login_provider",
                config.issuer().toString(),
                Duration.ofSeconds(LONGEST_SECONDS),
                _ -> false));
  }

  /**
   * What has to be remembered while a person is at the provider.
   *
   * @param state comes back with the person
   * @param verifier shows the provider that it is us who sent the person
   * @param nonce comes back in the token
   */
  public record Trip(String state, String verifier, String nonce) {
    /** As one text. */
    public Secret toSecret() {
      return new Secret(String.join(" ", state, verifier, nonce));
    }

    /** What {@link #toSecret} made. */
    public static Optional<Trip> of(Secret secret) {
      String[] parts = secret.value().split(" ", -1);
      return parts.length == 3
          ? Optional.of(new Trip(parts[0], parts[1], parts[2]))
          : Optional.empty();
    }
  }

  /** A trip, and the address where it begins. */
  public record Departure(Trip trip, String address) {}

  /** Where a person is sent. */
  public Future<Departure> depart() {
    Trip trip = new Trip(random(), random(), random());
    return provider()
        .map(
            found ->
                new Departure(
                    trip,
                    found.authorizeURL(
                        new OAuth2AuthorizationURL()
                            .setScopes(config.scopes())
                            .setState(trip.state())
                            .setAdditionalParameters(more(trip)))));
  }

  /** What Vert.x does not put into the address by itself. */
  private Map<String, String> more(Trip trip) {
    return Map.of(
        "redirect_uri",
        config.redirect().toString(),
        "code_challenge",
        challenge(trip.verifier()),
        "code_challenge_method",
        "S256",
        "nonce",
        trip.nonce());
  }

  /**
   * Who came back with {@code code}; fails with an {@link OidcException} when that is nobody who
   * may come in.
   */
  public Future<Passport> arrive(Trip trip, String code, Instant now) {
    return provider()
        .compose(
            found ->
                found.authenticate(
                    new Oauth2Credentials()
                        .setFlow(OAuth2FlowType.AUTH_CODE)
                        .setCode(code)
                        .setCodeVerifier(trip.verifier())
                        .setRedirectUri(config.redirect().toString())))
        .timeout(LONGEST_SECONDS, TimeUnit.SECONDS)
        .map(user -> new Claims(config, issuer()).read(tokenOf(user), trip.nonce(), now));
  }

  /** The claims of the ID token, which are there only when its signature is right. */
  private static JsonObject tokenOf(User user) {
    JsonObject token = user.attributes().getJsonObject("idToken");
    if (token == null) {
      throw new OidcException("the provider gave no ID token that can be trusted");
    }
    return token;
  }

  private String issuer() {
    return config.issuer().toString();
  }

  /** Only finding out about it is a failure of the provider's own: codes are what people bring. */
  private Future<OAuth2Auth> provider() {
    if (provider.filter(known -> !known.failed()).isEmpty()) {
      provider = Optional.of(dependency.ask(this::discovered));
    }
    return provider.orElseThrow();
  }

  private Future<OAuth2Auth> discovered() {
    OAuth2Options options =
        new OAuth2Options()
            .setSite(issuer().replaceFirst("/$", ""))
            .setClientId(config.clientId())
            .setHttpClientOptions(new HttpClientOptions().setConnectTimeout(CONNECT_MILLIS));
    config.clientSecret().ifPresent(secret -> options.setClientSecret(secret.value()));
    return OpenIDConnectAuth.discover(vertx, options)
        .timeout(LONGEST_SECONDS, TimeUnit.SECONDS)
        .map(found -> found.missingKeyHandler(_ -> found.jWKSet()));
  }

  private static String random() {
    byte[] bytes = new byte[RANDOM_BYTES];
    RANDOM.nextBytes(bytes);
    return base64(bytes);
  }

  /** RFC 7636, "code_challenge". */
  private static String challenge(String verifier) {
    return base64(Sha256.of(verifier));
  }

  private static String base64(byte[] bytes) {
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
  }
}
