package dev.signalbox.gateway.config;

import dev.signalbox.gateway.config.schema.Key;
import dev.signalbox.gateway.config.schema.Kind;
import dev.signalbox.gateway.config.schema.Kinds;
import dev.signalbox.gateway.config.schema.Names;
import dev.signalbox.gateway.config.schema.Section;
import java.net.URI;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The keys of {@code [access]}. */
final class AccessKeys {
  /** Shortest password of an administrator. */
  static final int LEAST_PASSWORD = 10;

  private static final List<String> PEOPLES_ROLES = List.of("viewer", "operator", "admin");

  static final Key<Boolean> REQUIRED =
      Key.of(
          "required",
          Kinds.flag(),
          false,
          "whether everybody needs a key or has to log in, though there is none yet;"
              + " `signalbox keys create` makes the first");
  static final Key<String> ADMIN_USERNAME =
      Key.of(
          "admin_username",
          Kinds.matching("[A-Za-z0-9._@-]{1,64}", "1 to 64 letters, digits or `._@-`"),
          "admin",
          "who may always log in; the variable ADMIN_USERNAME is accepted too");
  static final Key<Optional<Secret>> ADMIN_PASSWORD =
      Key.optional(
          "admin_password",
          Kinds.secret("a text of at least 10 characters", AccessKeys::password),
          "with this password; the variable ADMIN_PASSWORD is accepted too");
  static final Key<Duration> IDLE =
      Key.of(
          "session_idle_minutes",
          Kinds.minutes(1, 1_440),
          Duration.ofMinutes(30),
          "time a session lasts after it was used");
  static final Key<Duration> LONGEST =
      Key.of(
          "session_hours",
          Kinds.hours(1, 720),
          Duration.ofHours(12),
          "time a session lasts however much it is used");

  static final Key<URI> ISSUER =
      Key.required("issuer", CommonKinds.HTTP_ADDRESS, "address of the provider");
  static final Key<String> CLIENT_ID =
      Key.required("client_id", Kinds.line(512), "what it knows this gateway as");
  static final Key<Optional<Secret>> CLIENT_SECRET =
      Key.optional("client_secret", CommonKinds.SECRET, "what this gateway shows it");
  static final Key<URI> REDIRECT =
      Key.required(
          "redirect_url",
          CommonKinds.HTTP_ADDRESS,
          "where it sends people back to: the address of this gateway and"
              + " /v1/login/oidc/callback");
  static final Key<List<String>> SCOPES =
      Key.of(
          "scopes",
          new Kind.Many<>(Kinds.line(128), CommonKinds.MOST_KEYS, true),
          List.of("openid", "profile", "email"),
          "what it is asked for");
  static final Key<String> NAME_CLAIM =
      Key.of("name_claim", Kinds.line(128), "email", "claim that names a person");
  static final Key<Optional<String>> ROLE_CLAIM =
      Key.optional(
          "role_claim",
          Kinds.line(128),
          "claim with the groups or roles of a person, such as groups");
  static final Key<Map<String, String>> ROLES =
      Key.of(
          "roles",
          new Kind.Entries<>(
              Names.of("[^\\p{Cntrl}]{1,200}", "1 to 200 characters", CommonKinds.MOST_KEYS),
              Kinds.choice(same(PEOPLES_ROLES))),
          Map.of(),
          "what those of a group or role may do here");
  static final Key<Optional<String>> ROLE =
      Key.optional(
          "role",
          Kinds.choice(same(PEOPLES_ROLES)),
          "what everybody else may do here; none: they may not come in");

  static final Section<OidcConfig> OIDC_SECTION =
      Section.of(
          List.of(
              ISSUER,
              CLIENT_ID,
              CLIENT_SECRET,
              REDIRECT,
              SCOPES,
              NAME_CLAIM,
              ROLE_CLAIM,
              ROLES,
              ROLE),
          values ->
              new OidcConfig(
                  values.get(ISSUER),
                  values.get(CLIENT_ID),
                  values.get(CLIENT_SECRET),
                  values.get(REDIRECT),
                  values.get(SCOPES),
                  values.get(NAME_CLAIM),
                  values.get(ROLE_CLAIM),
                  values.get(ROLES),
                  values.get(ROLE)));

  static final Key<Optional<OidcConfig>> OIDC =
      Key.optional(
          "oidc",
          new Kind.Group<>(OIDC_SECTION),
          "an OpenID Connect provider that people log in with");

  static final Section<AccessConfig> SECTION =
      Section.of(
          List.of(REQUIRED, ADMIN_USERNAME, ADMIN_PASSWORD, IDLE, LONGEST, OIDC),
          values ->
              new AccessConfig(
                  values.get(REQUIRED),
                  values.get(ADMIN_USERNAME),
                  values.get(ADMIN_PASSWORD),
                  values.get(IDLE),
                  values.get(LONGEST),
                  values.get(OIDC)));

  private AccessKeys() {}

  /** A password of an administrator, if it is one. */
  static Optional<Secret> password(String value) {
    return value.length() >= LEAST_PASSWORD && value.length() <= 256
        ? Optional.of(new Secret(value))
        : Optional.empty();
  }

  private static Map<String, String> same(List<String> names) {
    var same = new LinkedHashMap<String, String>();
    names.forEach(name -> same.put(name, name));
    return same;
  }
}
