package dev.signalbox.gateway.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.signalbox.gateway.provider.auth.TokenServer;
import dev.signalbox.gateway.simulator.SimulatorOptions;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Providers of any type whose credential is a token of an OAuth server. */
final class OauthTest {
  private static final String SECRET = "canary-client-secret-0123456789";

  private static final String CONFIG =
      """
      api_key = "operator-key"
      [[providers]]
      id = "p"
      provider_type = "openai_chat"
      endpoint = "UPSTREAM"
      models = ["m"]
      [providers.oauth]
      token_url = "TOKENS"
      client_id = "me"
      client_secret = "canary-client-secret-0123456789"
      scope = "llm"
      [[providers]]
      id = "az"
      provider_type = "azure_openai"
      endpoint = "UPSTREAM"
      api_form = "v1"
      models = ["gpt"]
      [providers.oauth]
      token_url = "TOKENS"
      client_id = "azure-client"
      client_secret = "canary-client-secret-0123456789"
      scope = "https://cognitiveservices.azure.com/.default"
      basic = true
      [key_map.team-key]
      label = "team"
      provider_keys = { az = "own-azure-key" }
      """;

  @TempDir private Path dir;

  private final TokenServer tokens = new TokenServer();
  private RunningGateway gateway;
  private Control operator;

  @BeforeEach
  void begin() {
    gateway =
        new RunningGateway(
            CONFIG.replace("TOKENS", tokens.url()), SimulatorOptions.standard(), dir);
    operator = new Control(gateway, "operator-key");
  }

  @AfterEach
  void close() {
    gateway.close();
    tokens.close();
  }

  @Test
  void callsGoOutWithATokenInPlaceOfAKey() {
    operator.answered("p/m");
    operator.answered("p/m");

    assertThat(authorization()).isEqualTo("Bearer " + TokenServer.token(1));
    assertThat(tokens.asked())
        .containsExactly(
            new TokenServer.Asked(
                Map.of(
                    "grant_type", "client_credentials",
                    "client_id", "me",
                    "client_secret", SECRET,
                    "scope", "llm"),
                ""));
  }

  @Test
  void azureTakesATokenInPlaceOfItsKey() {
    operator.answered("az/gpt");

    assertThat(authorization()).isEqualTo("Bearer " + TokenServer.token(1));
    assertThat(gateway.simulator().received().getLast().headers().get("api-key")).isNull();
    assertThat(tokens.asked().getLast().form())
        .isEqualTo(
            Map.of(
                "grant_type", "client_credentials",
                "scope", "https://cognitiveservices.azure.com/.default"));
    assertThat(tokens.asked().getLast().authorization()).startsWith("Basic ");
  }

  @Test
  void aKeyThatACallerBringsGoesWhereTheTypeHasItsKeys() {
    new Control(gateway, "team-key").answered("az/gpt");

    assertThat(gateway.simulator().received().getLast().headers().get("api-key"))
        .isEqualTo("own-azure-key");
    assertThat(tokens.asked()).isEmpty();
  }

  @Test
  void aReloadKeepsTheTokenOfTheSameGrant() {
    operator.answered("p/m");
    RunningGateway.await(
        gateway.reload(
            CONFIG
                .replace("TOKENS", tokens.url())
                .replace("[\"m\"]", "[\"m\"]\nrequests_per_minute = 9")));
    operator.answered("p/m");

    assertThat(tokens.asked()).hasSize(1);
  }

  @Test
  @DisplayName("X01 a registered provider whose token server is inside")
  void aTokenServerInsideIsRefusedWhenItIsRegistered() {
    Control.Answer refused = operator.post("/v1/providers", registered(false));
    Control.Answer taken = operator.post("/v1/providers", registered(true));
    operator.answered("mine/m");

    assertThat(refused.status()).isEqualTo(400);
    assertThat(refused.json().toString()).contains("address_refused").contains("oauth");
    assertThat(taken.status()).isEqualTo(200);
    assertThat(authorization()).isEqualTo("Bearer " + TokenServer.token(1));
  }

  @Test
  void secretsStayWhereTheyAre() throws IOException {
    operator.post("/v1/providers", registered(true));
    operator.answered("mine/m");
    String told =
        operator.get("/v1/providers").json()
            + operator.get("/v1/providers/mine").json().toString()
            + operator.get("/v1/config").json()
            + operator.get("/health").json();

    assertThat(told).doesNotContain("canary-client", "token-canary");
    try (Stream<Path> files = Files.walk(dir)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        assertThat(new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1))
            .as(file.toString())
            .doesNotContain("canary-client", "token-canary");
      }
    }
  }

  @Test
  void whatTheProviderSaysOfItsTokenIsNotToldOn() {
    try (EchoingProvider echo = new EchoingProvider();
        RunningGateway other =
            new RunningGateway(
                CONFIG.replace("UPSTREAM", echo.origin() + "/s400").replace("TOKENS", tokens.url()),
                SimulatorOptions.standard())) {
      HttpResponse<byte[]> response =
          other.send(
              other
                  .request("/v1/chat/completions")
                  .header("authorization", "Bearer operator-key")
                  .POST(
                      java.net.http.HttpRequest.BodyPublishers.ofString(
                          ClientApi.CHAT.body("p/m", false)))
                  .build());

      assertThat(response.statusCode()).isEqualTo(400);
      assertThat(new String(response.body(), StandardCharsets.UTF_8) + response.headers().map())
          .contains("[key]")
          .doesNotContain("canary-client", "token-canary");
    }
  }

  private String registered(boolean allowPrivate) {
    return """
    {"id": "mine", "provider_type": "openai_chat", "endpoint": "%s", "models": ["m"],
     "allow_private": %s, "oauth": {"token_url": "%s", "client_id": "me",
     "client_secret": "%s"}}"""
        .formatted(
            allowPrivate ? gateway.simulator().origin() : "https://93.184.216.34",
            allowPrivate,
            tokens.url(),
            SECRET);
  }

  private String authorization() {
    return String.valueOf(gateway.simulator().received().getLast().headers().get("authorization"));
  }
}
