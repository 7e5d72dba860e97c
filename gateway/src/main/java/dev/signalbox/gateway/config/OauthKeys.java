package dev.signalbox.gateway.config;

import dev.signalbox.gateway.config.schema.Key;
import dev.signalbox.gateway.config.schema.Kind;
import dev.signalbox.gateway.config.schema.Kinds;
import dev.signalbox.gateway.config.schema.Names;
import dev.signalbox.gateway.config.schema.Section;
import dev.signalbox.gateway.config.schema.Values;
import dev.signalbox.gateway.provider.auth.ClientCertificate;
import dev.signalbox.gateway.provider.auth.Proof;
import java.net.URI;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The keys of {@code providers.oauth}. */
final class OauthKeys {
  private static final String AZURE_SCOPE = "https://cognitiveservices.azure.com/.default";

  static final Key<Optional<URI>> TOKEN_URL =
      Key.optional("token_url", CommonKinds.HTTP_ADDRESS, "where tokens are had");
  static final Key<Optional<String>> TENANT =
      Key.optional(
          "tenant",
          Kinds.matching("[A-Za-z0-9][A-Za-z0-9.-]{0,99}", "the id or domain of a tenant"),
          "the tenant of Microsoft Entra ID, in place of a token_url");
  static final Key<String> CLIENT_ID =
      Key.required("client_id", Kinds.line(500), "who asks for them");
  static final Key<Optional<Secret>> CLIENT_SECRET =
      Key.optional("client_secret", CommonKinds.SECRET, "what the token server knows it by");
  static final Key<Optional<Secret>> CERTIFICATE =
      Key.optional(
          "certificate",
          Kinds.secret(
              "a certificate and its private key in PEM, or the path of a file with both",
              OauthKeys::text),
          "in place of client_secret: certificate and private key in PEM, or a file with both");
  static final Key<Boolean> BASIC =
      Key.of(
          "basic",
          Kinds.flag(),
          false,
          "whether id and secret go out as Authorization: Basic rather than in the form");
  static final Key<Optional<String>> SCOPE =
      Key.optional("scope", Kinds.line(2_000), "what tokens are to be good for");
  static final Key<Optional<String>> AUDIENCE =
      Key.optional("audience", Kinds.line(2_000), "whom tokens are for");
  static final Key<Map<String, Secret>> FIELDS =
      Key.of(
          "fields",
          new Kind.Entries<>(
              Names.of(
                  "(?!(grant_type|client_id|client_secret|client_assertion|client_assertion_type"
                      + "|scope|audience)$)[A-Za-z0-9_.-]{1,100}",
                  "a field that has no key of its own",
                  CommonKinds.MOST_KEYS),
              CommonKinds.SECRET),
          Map.of(),
          "further fields of the form");

  static final Section<OauthConfig> SECTION =
      Section.checked(
          List.of(
              TOKEN_URL,
              TENANT,
              CLIENT_ID,
              CLIENT_SECRET,
              CERTIFICATE,
              BASIC,
              SCOPE,
              AUDIENCE,
              FIELDS),
          OauthKeys::make);

  private OauthKeys() {}

  static Optional<Secret> text(String value) {
    return value.isBlank() ? Optional.empty() : Optional.of(new Secret(value));
  }

  private static Optional<OauthConfig> make(Values values) {
    one(values, TOKEN_URL, TENANT);
    one(values, CLIENT_SECRET, CERTIFICATE);
    if (!values.areSound()) {
      return Optional.empty();
    }
    return proof(values)
        .map(
            proof ->
                new OauthConfig(
                    values.get(TOKEN_URL).orElseGet(() -> entra(values.get(TENANT).orElseThrow())),
                    proof,
                    fields(values),
                    secrets(values)));
  }

  private static URI entra(String tenant) {
    return URI.create("https://login.microsoftonline.com/%s/oauth2/v2.0/token".formatted(tenant));
  }

  private static void one(Values values, Key<?> first, Key<?> second) {
    if (values.has(first) == values.has(second)) {
      String rest =
          values.has(first)
              ? "cannot stand beside `%s`".formatted(second.name())
              : "needs the key `%s` or the key `%s`".formatted(first.name(), second.name());
      values.report().wrong(values.place(first), rest);
    }
  }

  private static Optional<Proof> proof(Values values) {
    String id = values.get(CLIENT_ID);
    Optional<Secret> secret = values.get(CLIENT_SECRET);
    if (secret.isPresent()) {
      return Optional.of(new Proof.Secret(id, secret.get().value(), values.get(BASIC)));
    }
    try {
      return SecretFile.text(values, CERTIFICATE, "-----BEGIN")
          .<Proof>map(pem -> ClientCertificate.read(id, pem));
    } catch (IllegalArgumentException e) {
      values.report().wrong(values.place(CERTIFICATE), String.valueOf(e.getMessage()));
      return Optional.empty();
    }
  }

  private static Map<String, String> fields(Values values) {
    Map<String, String> fields = new LinkedHashMap<>();
    values
        .get(SCOPE)
        .or(() -> values.get(TENANT).map(_ -> AZURE_SCOPE))
        .ifPresent(scope -> fields.put("scope", scope));
    values.get(AUDIENCE).ifPresent(audience -> fields.put("audience", audience));
    values.get(FIELDS).forEach((name, value) -> fields.put(name, value.value()));
    return fields;
  }

  private static List<Secret> secrets(Values values) {
    List<Secret> secrets = new ArrayList<>(values.get(FIELDS).values());
    values.get(CLIENT_SECRET).ifPresent(secrets::add);
    return secrets;
  }
}
