package dev.signalbox.gateway.provider.auth;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.signalbox.gateway.wire.json.StrictJson;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;

/**
 * Tokens that a server gives to those who prove who they are: OAuth client credentials (<a
 * href="https://www.rfc-editor.org/rfc/rfc6749#section-4.4">RFC 6749, section 4.4</a>) and the
 * assertions of service accounts.
 *
 * @param label what logs call it: the id of the provider
 * @param tokenUrl where they are had
 * @param fields further fields of the form, such as {@code scope} and {@code audience}
 */
public record Grant(String label, URI tokenUrl, Proof proof, Map<String, String> fields, Way way) {
  private static final Duration ASSERTION_LIFE = Duration.ofMinutes(10);

  /** As long as Google lets it be. */
  private static final Duration ACCOUNT_ASSERTION_LIFE = Duration.ofHours(1);

  private static final String SCOPE = "scope";

  public Grant {
    fields = Collections.unmodifiableMap(new LinkedHashMap<>(fields));
  }

  /**
   * How the server is come to.
   *
   * @param allowPrivate whether it may be on this machine or an inner network; empty when its
   *     address is called unchecked
   * @param proxy HTTP proxy to go through
   */
  public record Way(Optional<Boolean> allowPrivate, Optional<URI> proxy) {
    /** As it is written, directly. */
    public static final Way DIRECT = new Way(Optional.empty(), Optional.empty());
  }

  /**
   * What is sent.
   *
   * @param form an encoded form
   * @param authorization the header of this name; empty text for none
   */
  record Question(String form, String authorization) {}

  /** What is sent at {@code now}. */
  Question question(Instant now) {
    Map<String, String> form = new LinkedHashMap<>();
    String authorization = "";
    switch (proof) {
      case Proof.Secret(var id, var secret, var inHeader) -> {
        form.put("grant_type", "client_credentials");
        if (inHeader) {
          authorization = basic(id, secret);
        } else {
          form.put("client_id", id);
          form.put("client_secret", secret);
        }
        form.putAll(fields);
      }
      case Proof.Certificate certificate -> {
        form.put("grant_type", "client_credentials");
        form.put("client_id", certificate.clientId());
        form.put("client_assertion_type", "urn:ietf:params:oauth:client-assertion-type:jwt-bearer");
        form.put("client_assertion", clientAssertion(certificate, now));
        form.putAll(fields);
      }
      case Proof.Account account -> {
        form.put("grant_type", "urn:ietf:params:oauth:grant-type:jwt-bearer");
        form.put("assertion", accountAssertion(account, now));
      }
    }
    return new Question(encoded(form), authorization);
  }

  private String clientAssertion(Proof.Certificate certificate, Instant now) {
    ObjectNode claims =
        StrictJson.object()
            .put("aud", tokenUrl.toString())
            .put("iss", certificate.clientId())
            .put("sub", certificate.clientId())
            .put("jti", UUID.randomUUID().toString())
            .put("nbf", now.getEpochSecond())
            .put("iat", now.getEpochSecond())
            .put("exp", now.plus(ASSERTION_LIFE).getEpochSecond());
    return Assertion.signed(
        StrictJson.object().put("x5t#S256", certificate.thumbprint()),
        claims,
        certificate.key(),
        SigningKey.Algorithm.PS256);
  }

  /**
   * As <a
   * href="https://developers.google.com/identity/protocols/oauth2/service-account#authorizingrequests">Google
   * wants it</a>, read 2026-11.
   */
  private String accountAssertion(Proof.Account account, Instant now) {
    ObjectNode header = StrictJson.object();
    if (!account.keyId().isEmpty()) {
      header.put("kid", account.keyId());
    }
    ObjectNode claims =
        StrictJson.object()
            .put("iss", account.email())
            .put(SCOPE, fields.getOrDefault(SCOPE, ""))
            .put("aud", tokenUrl.toString())
            .put("iat", now.getEpochSecond())
            .put("exp", now.plus(ACCOUNT_ASSERTION_LIFE).getEpochSecond());
    return Assertion.signed(header, claims, account.key(), SigningKey.Algorithm.RS256);
  }

  /** Id and secret are encoded like parts of a form first, as RFC 6749 wants it. */
  private static String basic(String id, String secret) {
    String pair = encoded(id) + ":" + encoded(secret);
    return "Basic " + Base64.getEncoder().encodeToString(pair.getBytes(StandardCharsets.UTF_8));
  }

  private static String encoded(Map<String, String> form) {
    return form.entrySet().stream()
        .map(field -> encoded(field.getKey()) + "=" + encoded(field.getValue()))
        .collect(Collectors.joining("&"));
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }

  /** Without the secrets that the fields may be. */
  @Override
  public String toString() {
    return "Grant[" + label + "]";
  }
}
