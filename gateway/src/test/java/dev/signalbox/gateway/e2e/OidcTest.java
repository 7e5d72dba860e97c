package dev.signalbox.gateway.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.signalbox.gateway.simulator.SimulatorOptions;
import dev.signalbox.gateway.wire.json.StrictJson;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerRequest;
import java.math.BigInteger;
import java.net.URI;
import java.net.URLDecoder;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.MessageDigest;
import java.security.Signature;
import java.security.interfaces.RSAPublicKey;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Logging in with an OpenID Connect provider that the test plays. */
final class OidcTest {
  private static final String CODE = "the-code";

  private static Vertx vertx;
  private static HttpServer server;
  private static KeyPair keys;
  private static RunningGateway gateway;

  /** What the provider knows of the login under way. */
  private static volatile Map<String, String> asked = Map.of();

  /** What the provider says of the person. */
  private static volatile UnaryOperator<ObjectNode> claims = claims -> claims;

  private static volatile KeyPair signing;

  @BeforeAll
  static void start() throws Exception {
    KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
    generator.initialize(2_048);
    keys = generator.generateKeyPair();
    signing = keys;
    vertx = Vertx.vertx();
    server =
        RunningGateway.await(
            vertx.createHttpServer().requestHandler(OidcTest::answer).listen(0, "127.0.0.1"));
    gateway =
        new RunningGateway(
            """
            [access]
            required = true
            [access.oidc]
            issuer = "%s"
            client_id = "signalbox"
            client_secret = "the-secret"
            redirect_url = "https://gateway.example/v1/login/oidc/callback"
            role_claim = "realm.groups"
            roles = { "admins" = "admin", "staff" = "viewer" }
            """
                .formatted(issuer()),
            SimulatorOptions.standard());
  }

  @AfterAll
  static void stop() {
    gateway.close();
    RunningGateway.await(vertx.close());
  }

  private static String issuer() {
    return "http://127.0.0.1:" + server.actualPort();
  }

  private static void answer(HttpServerRequest request) {
    switch (String.valueOf(request.path())) {
      case "/.well-known/openid-configuration" -> json(request, metadata());
      case "/jwks" -> json(request, jwks());
      case "/token" ->
          request
              .body()
              .onSuccess(
                  body -> {
                    Map<String, String> fields = fields(body.toString());
                    boolean right =
                        CODE.equals(fields.get("code"))
                            && challenge(fields.getOrDefault("code_verifier", ""))
                                .equals(asked.get("code_challenge"));
                    if (right) {
                      json(request, token());
                    } else {
                      request.response().setStatusCode(400).end("{\"error\":\"invalid_grant\"}");
                    }
                  });
      default -> request.response().setStatusCode(404).end();
    }
  }

  private static void json(HttpServerRequest request, ObjectNode body) {
    request.response().putHeader("content-type", "application/json").end(StrictJson.toText(body));
  }

  private static ObjectNode metadata() {
    ObjectNode node =
        StrictJson.object()
            .put("issuer", issuer())
            .put("authorization_endpoint", issuer() + "/authorize")
            .put("token_endpoint", issuer() + "/token")
            .put("jwks_uri", issuer() + "/jwks");
    node.putArray("response_types_supported").add("code");
    node.putArray("subject_types_supported").add("public");
    node.putArray("id_token_signing_alg_values_supported").add("RS256");
    return node;
  }

  private static ObjectNode jwks() {
    RSAPublicKey key = (RSAPublicKey) keys.getPublic();
    ObjectNode set = StrictJson.object();
    set.putArray("keys")
        .addObject()
        .put("kty", "RSA")
        .put("use", "sig")
        .put("alg", "RS256")
        .put("kid", "k1")
        .put("n", base64(unsigned(key.getModulus())))
        .put("e", base64(unsigned(key.getPublicExponent())));
    return set;
  }

  private static byte[] unsigned(BigInteger number) {
    byte[] bytes = number.toByteArray();
    return bytes[0] == 0 ? Arrays.copyOfRange(bytes, 1, bytes.length) : bytes;
  }

  private static ObjectNode token() {
    ObjectNode body =
        StrictJson.object()
            .put("iss", issuer())
            .put("sub", "subject-1")
            .put("aud", "signalbox")
            .put("email", "ann@example.com")
            .put("nonce", asked.getOrDefault("nonce", ""))
            .put("iat", Instant.now().getEpochSecond())
            .put("exp", Instant.now().getEpochSecond() + 300);
    body.putObject("realm").putArray("groups").add("staff");
    return StrictJson.object()
        .put("access_token", "opaque")
        .put("token_type", "Bearer")
        .put("expires_in", 300)
        .put("id_token", signed(claims.apply(body)));
  }

  private static String signed(ObjectNode body) {
    try {
      String head = "{\"alg\":\"RS256\",\"typ\":\"JWT\",\"kid\":\"k1\"}";
      String text =
          base64(head.getBytes(StandardCharsets.UTF_8)) + "." + base64(StrictJson.toBytes(body));
      Signature signature = Signature.getInstance("SHA256withRSA");
      signature.initSign(signing.getPrivate());
      signature.update(text.getBytes(StandardCharsets.US_ASCII));
      return text + "." + base64(signature.sign());
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  private static String challenge(String verifier) {
    try {
      return base64(
          MessageDigest.getInstance("SHA-256")
              .digest(verifier.getBytes(StandardCharsets.US_ASCII)));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  private static String base64(byte[] bytes) {
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
  }

  private static Map<String, String> fields(String form) {
    Map<String, String> fields = new HashMap<>();
    Stream.of(form.split("&", -1))
        .map(pair -> pair.split("=", 2))
        .filter(pair -> pair.length == 2)
        .forEach(pair -> fields.put(pair[0], URLDecoder.decode(pair[1], StandardCharsets.UTF_8)));
    return fields;
  }

  /** Goes to the provider; the cookie that the browser keeps meanwhile. */
  private static String depart() {
    HttpResponse<byte[]> away = gateway.send(gateway.request("/v1/login/oidc").build());
    assertThat(away.statusCode()).isEqualTo(302);
    URI address = URI.create(away.headers().firstValue("location").orElseThrow());
    asked = fields(address.getRawQuery());
    String cookie = away.headers().firstValue("set-cookie").orElseThrow();
    return cookie.substring(0, cookie.indexOf(';'));
  }

  private static HttpResponse<byte[]> arrive(String cookie, String state) {
    return gateway.send(
        gateway
            .request("/v1/login/oidc/callback?code=%s&state=%s".formatted(CODE, state))
            .header("cookie", cookie)
            .build());
  }

  private static HttpResponse<byte[]> login(UnaryOperator<ObjectNode> says) {
    claims = says;
    String cookie = depart();
    return arrive(cookie, asked.getOrDefault("state", ""));
  }

  @Test
  void aPersonOfTheProviderHasTheRoleOfItsGroup() {
    HttpResponse<byte[]> back = login(said -> said);

    String cookie = back.headers().firstValue("set-cookie").orElseThrow();
    HttpResponse<byte[]> me =
        gateway.send(
            gateway
                .request("/v1/me")
                .header("cookie", cookie.substring(0, cookie.indexOf(';')))
                .build());
    assertThat(back.statusCode()).isEqualTo(200);
    assertThat(cookie).startsWith("__Host-sb=").contains("SameSite=Strict");
    assertThat(StrictJson.parse(me.body()).path("label").asText())
        .isEqualTo("user:ann@example.com");
    assertThat(StrictJson.parse(me.body()).path("role").asText()).isEqualTo("viewer");
  }

  @Test
  void sendsAwayWithPkceAndComesBackOnlyToTheSameBrowser() {
    String cookie = depart();
    Map<String, String> sent = asked;

    assertThat(sent)
        .containsEntry("code_challenge_method", "S256")
        .containsEntry("response_type", "code")
        .containsEntry("client_id", "signalbox")
        .containsEntry("redirect_uri", "https://gateway.example/v1/login/oidc/callback")
        .containsKeys("state", "nonce", "code_challenge");
    assertThat(arrive(cookie, "another").statusCode()).isEqualTo(401);
    assertThat(arrive("__Host-sb-trip=sb1:1:AAAA", sent.getOrDefault("state", "")).statusCode())
        .isEqualTo(401);
    assertThat(arrive("other=1", sent.getOrDefault("state", "")).statusCode()).isEqualTo(401);
  }

  @Test
  void letsNobodyInWithATokenThatIsNotForThisLogin() {
    assertThat(login(said -> said.put("nonce", "other")).statusCode()).isEqualTo(401);
    assertThat(login(said -> said.put("aud", "other")).statusCode()).isEqualTo(401);
    assertThat(login(said -> said.put("iss", "https://evil.example")).statusCode()).isEqualTo(401);
    assertThat(login(said -> said.put("exp", 1)).statusCode()).isEqualTo(401);
    assertThat(login(said -> said.put("email_verified", false)).statusCode()).isEqualTo(401);
  }

  @Test
  void letsNobodyInWithoutARoleOrUnderTheNameOfAnother() {
    login(said -> said);

    assertThat(
            login(
                    said -> {
                      said.putObject("realm");
                      return said.put("email", "eve@example.com");
                    })
                .statusCode())
        .isEqualTo(401);
    assertThat(login(said -> said.put("sub", "subject-2")).statusCode()).isEqualTo(401);
  }

  @Test
  void letsNobodyInWithATokenThatAnotherKeySigned() throws Exception {
    KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
    generator.initialize(2_048);
    signing = generator.generateKeyPair();
    try {
      assertThat(login(said -> said).statusCode()).isEqualTo(401);
    } finally {
      signing = keys;
    }
  }
}
