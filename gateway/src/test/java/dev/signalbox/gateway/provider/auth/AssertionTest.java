package dev.signalbox.gateway.provider.auth;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import dev.signalbox.gateway.wire.json.StrictJson;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.Signature;
import java.security.spec.MGF1ParameterSpec;
import java.security.spec.PSSParameterSpec;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Signed assertions, against the vector that RFC 7515 publishes and in the forms of RFC 7523. */
final class AssertionTest {
  private static final SigningKey KEY = new SigningKey(RfcKey.pem());
  private static final Instant NOW = Instant.parse("2026-11-26T08:00:00Z");

  @Test
  void signsAsAppendixA2OfRfc7515Does() {
    String payload =
        "{\"iss\":\"joe\",\r\n \"exp\":1300819380,\r\n \"http://example.com/is_root\":true}";

    String signed =
        Assertion.signed("{\"alg\":\"RS256\"}", payload, KEY, SigningKey.Algorithm.RS256);

    assertThat(signed)
        .isEqualTo(
            "eyJhbGciOiJSUzI1NiJ9"
                + ".eyJpc3MiOiJqb2UiLA0KICJleHAiOjEzMDA4MTkzODAsDQogImh0dHA6Ly9leGFt"
                + "cGxlLmNvbS9pc19yb290Ijp0cnVlfQ"
                + ".cC4hiUPoj9Eetdgtv3hF80EGrhuB__dzERat0XF9g2VtQgr9PJbu3XOiZj5RZmh7"
                + "AAuHIm4Bh-0Qc_lF5YKt_O8W2Fp5jujGbds9uJdbF9CUAr7t1dnZcAcQjbKBYNX4"
                + "BAynRFdiuB--f_nZLgrnbyTyWzO75vRK5h6xBArLIARNPvkSjtQBMHlb1L07Qe7K"
                + "0GarZRmB_eSN9383LcOLn6_dO--xi12jzDwusC-eOkHWEsqtFZESc6BfI7noOPqv"
                + "hJ1phCnvWh6IeYI2w9QOYEUipUTI8np6LbgGY9Fs98rqVt5AXLIhWkWywlVmtVrB"
                + "p0igcN_IoypGlUPQGe77Rw");
  }

  @Test
  void aServiceAccountVouchesForItselfAsRfc7523AndGoogleWantIt() throws GeneralSecurityException {
    Grant grant =
        new Grant(
            "vertex",
            URI.create("https://oauth2.googleapis.com/token"),
            new Proof.Account("a@p.iam.gserviceaccount.com", "key-1", KEY),
            Map.of("scope", "https://www.googleapis.com/auth/cloud-platform"),
            Grant.Way.DIRECT);

    Map<String, String> form = form(grant.question(NOW));

    assertThat(form).containsOnlyKeys("grant_type", "assertion");
    assertThat(form).containsEntry("grant_type", "urn:ietf:params:oauth:grant-type:jwt-bearer");
    String[] parts = form.getOrDefault("assertion", "").split("\\.", -1);
    assertThat(json(parts[0]))
        .isEqualTo(tree("{\"alg\":\"RS256\",\"typ\":\"JWT\",\"kid\":\"key-1\"}"));
    assertThat(json(parts[1]))
        .isEqualTo(
            tree(
                """
                {"iss": "a@p.iam.gserviceaccount.com",
                 "scope": "https://www.googleapis.com/auth/cloud-platform",
                 "aud": "https://oauth2.googleapis.com/token",
                 "iat": 1795680000, "exp": 1795683600}"""));
    assertThat(verifies(Signature.getInstance("SHA256withRSA"), parts)).isTrue();
  }

  @Test
  void aCertificateProvesWhoAsksAsEntraIdWantsIt() throws GeneralSecurityException {
    Grant grant =
        new Grant(
            "azure",
            URI.create("https://login.microsoftonline.com/t/oauth2/v2.0/token"),
            new Proof.Certificate("client", KEY, "thumb"),
            Map.of("scope", "https://cognitiveservices.azure.com/.default"),
            Grant.Way.DIRECT);

    Map<String, String> form = form(grant.question(NOW));

    assertThat(form)
        .containsEntry("grant_type", "client_credentials")
        .containsEntry("client_id", "client")
        .containsEntry("scope", "https://cognitiveservices.azure.com/.default")
        .containsEntry(
            "client_assertion_type", "urn:ietf:params:oauth:client-assertion-type:jwt-bearer");
    String[] parts = form.getOrDefault("client_assertion", "").split("\\.", -1);
    assertThat(json(parts[0]))
        .isEqualTo(tree("{\"alg\":\"PS256\",\"typ\":\"JWT\",\"x5t#S256\":\"thumb\"}"));
    JsonNode claims = json(parts[1]);
    assertThat(claims.path("aud").asText()).isEqualTo(grant.tokenUrl().toString());
    assertThat(claims.path("iss").asText()).isEqualTo("client");
    assertThat(claims.path("sub").asText()).isEqualTo("client");
    assertThat(claims.path("jti").asText()).isNotEmpty();
    assertThat(claims.path("nbf").asLong()).isEqualTo(1_795_680_000L);
    assertThat(claims.path("exp").asLong()).isEqualTo(1_795_680_600L);
    Signature verifier = Signature.getInstance("RSASSA-PSS");
    verifier.setParameter(new PSSParameterSpec("SHA-256", "MGF1", MGF1ParameterSpec.SHA256, 32, 1));
    assertThat(verifies(verifier, parts)).isTrue();
  }

  @Test
  void aSecretGoesInTheFormOrInAHeader() {
    URI url = URI.create("https://login.example/token");
    Map<String, String> fields = new LinkedHashMap<>();
    fields.put("scope", "a b");
    fields.put("audience", "https://api.example");

    Grant.Question inForm =
        new Grant("p", url, new Proof.Secret("id", "s&c", false), fields, Grant.Way.DIRECT)
            .question(NOW);
    Grant.Question inHeader =
        new Grant("p", url, new Proof.Secret("i:d", "s c", true), fields, Grant.Way.DIRECT)
            .question(NOW);

    assertThat(inForm)
        .isEqualTo(
            new Grant.Question(
                "grant_type=client_credentials&client_id=id&client_secret=s%26c&scope=a+b"
                    + "&audience=https%3A%2F%2Fapi.example",
                ""));
    assertThat(inHeader)
        .isEqualTo(
            new Grant.Question(
                "grant_type=client_credentials&scope=a+b&audience=https%3A%2F%2Fapi.example",
                "Basic "
                    + Base64.getEncoder()
                        .encodeToString("i%3Ad:s+c".getBytes(StandardCharsets.UTF_8))));
  }

  @Test
  void tellsNothingOfKeysAndSecrets() {
    Grant grant =
        new Grant(
            "p",
            URI.create("https://login.example/token?key=canary"),
            new Proof.Secret("id", "canary", false),
            Map.of("password", "canary"),
            Grant.Way.DIRECT);

    assertThat(grant.toString() + grant.proof() + KEY + new Proof.Account("e", "k", KEY))
        .doesNotContain("canary", "PRIVATE");
    assertThatThrownBy(() -> new SigningKey("-----BEGIN PRIVATE KEY-----canary"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageNotContaining("canary");
    assertThatThrownBy(
            () -> new SigningKey("-----BEGIN PRIVATE KEY-----\nAAAA\n-----END PRIVATE KEY-----"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("no RSA private key");
  }

  private static boolean verifies(Signature verifier, String[] parts)
      throws GeneralSecurityException {
    verifier.initVerify(RfcKey.publicKey());
    verifier.update((parts[0] + "." + parts[1]).getBytes(StandardCharsets.UTF_8));
    return verifier.verify(Base64.getUrlDecoder().decode(parts[2]));
  }

  private static JsonNode tree(String json) {
    return StrictJson.parse(json.getBytes(StandardCharsets.UTF_8));
  }

  private static JsonNode json(String part) {
    return StrictJson.parse(Base64.getUrlDecoder().decode(part));
  }

  private static Map<String, String> form(Grant.Question question) {
    Map<String, String> form = new LinkedHashMap<>();
    Arrays.stream(question.form().split("&", -1))
        .map(field -> field.split("=", -1))
        .forEach(field -> form.put(field[0], URLDecoder.decode(field[1], StandardCharsets.UTF_8)));
    return form;
  }
}
