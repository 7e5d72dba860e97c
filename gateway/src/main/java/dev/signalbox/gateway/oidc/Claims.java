package dev.signalbox.gateway.oidc;

import dev.signalbox.gateway.access.Role;
import dev.signalbox.gateway.config.OidcConfig;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Looks at the claims of an ID token whose signature was checked: <a
 * href="https://openid.net/specs/openid-connect-core-1_0.html#IDTokenValidation">OpenID Connect
 * Core, 3.1.3.7</a>, read 2026-11.
 */
final class Claims {
  private static final long LEEWAY_SECONDS = 60;
  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9._@+-]{1,128}");

  private final OidcConfig config;
  private final String issuer;

  /**
   * Claims for {@code config}.
   *
   * @param issuer as the metadata name it
   */
  Claims(OidcConfig config, String issuer) {
    this.config = config;
    this.issuer = issuer;
  }

  /**
   * Whom {@code token} is of.
   *
   * @param nonce that was sent along with the person
   * @throws OidcException when it is not for us, over, or of somebody who may not come in
   */
  Passport read(JsonObject token, String nonce, Instant now) {
    check(issuer.equals(token.getString("iss")), "the token is of another issuer");
    check(audiences(token).contains(config.clientId()), "the token is for somebody else");
    check(
        token.getLong("exp", 0L) + LEEWAY_SECONDS > now.getEpochSecond(), "the token has expired");
    check(nonce.equals(token.getString("nonce")), "the token is of another login");
    String subject = token.getString("sub", "");
    check(!subject.isEmpty(), "the token names nobody");
    String name = text(token, config.nameClaim()).orElse("");
    check(
        NAME.matcher(name).matches(),
        "the claim `%s` is no name that can be used here".formatted(config.nameClaim()));
    check(
        !config.nameClaim().equals("email")
            || !Boolean.FALSE.equals(token.getValue("email_verified")),
        "the mail address is not verified");
    Role role = role(token).orElseThrow(() -> new OidcException("this person has no role here"));
    return new Passport(name, issuer + "|" + subject, role);
  }

  private static void check(boolean right, String otherwise) {
    if (!right) {
      throw new OidcException(otherwise);
    }
  }

  private static List<String> audiences(JsonObject token) {
    Object audience = token.getValue("aud");
    return audience instanceof JsonArray many
        ? many.stream().map(String::valueOf).toList()
        : List.of(String.valueOf(audience));
  }

  private Optional<Role> role(JsonObject token) {
    return config
        .roleClaim()
        .flatMap(
            claim ->
                texts(token, claim)
                    .flatMap(group -> Optional.ofNullable(config.roles().get(group)).stream())
                    .flatMap(id -> Role.byId(id).stream())
                    .max(Comparator.naturalOrder()))
        .or(() -> config.role().flatMap(Role::byId));
  }

  private static Optional<String> text(JsonObject token, String path) {
    return texts(token, path).findFirst();
  }

  /** The texts at a path with dots; the whole name comes first, as claims may be addresses. */
  private static Stream<String> texts(JsonObject token, String path) {
    Object value = token.getValue(path);
    if (value == null) {
      int dot = path.indexOf('.');
      return dot > 0 && token.getValue(path.substring(0, dot)) instanceof JsonObject inner
          ? texts(inner, path.substring(dot + 1))
          : Stream.empty();
    }
    return value instanceof JsonArray many
        ? many.stream().filter(String.class::isInstance).map(String.class::cast)
        : Stream.of(value).filter(String.class::isInstance).map(String.class::cast);
  }
}
