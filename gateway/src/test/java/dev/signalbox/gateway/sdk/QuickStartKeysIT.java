package dev.signalbox.gateway.sdk;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The lines of the guides that show a key, pasted to a gateway that asks for one. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class QuickStartKeysIT {
  private static final String CONFIG =
      """
      [server]
      api_key = "sk-gateway-001"

      [[providers]]
      id = "anthropic"
      provider_type = "anthropic"
      api_key = "sk-ant-provider"
      endpoint = "UPSTREAM"

      [[providers]]
      id = "openai"
      provider_type = "openai"
      api_key = "sk-provider"
      endpoint = "UPSTREAM"

      [models."claude-3-5-sonnet"]
      targets = ["anthropic/claude-3-5-sonnet-20241022"]

      [key_map.team-alpha-key]
      label = "Team Alpha"
      anthropic_key = "sk-ant-alpha"
      openai_key = "sk-alpha"

      [key_map.team-beta-key]
      label = "Team Beta"
      anthropic_key = "sk-ant-beta"
      openai_key = "sk-beta"

      [[apps]]
      name = "gateway-1"
      path = "/gateway-1"
      protocols = ["anthropic"]

      [[apps.rewrites]]
      model_exact = "do-anthropic-claude-4.5-sonnet"
      provider = "openai"
      model = "upstream-model"
      rewrite_response_model = true
      """;

  private final ObservedGateway observed = new ObservedGateway(CONFIG, List.of());

  @AfterAll
  void stop() {
    observed.close();
  }

  @Test
  void aBearerKeyOpensTheGatewayAndAnAliasNamesTheModel() {
    JsonNode body =
        run("""
                curl -X POST http://localhost:8080/v1/chat/completions \\
                  -H "Authorization: Bearer sk-gateway-001" \\
                  -H "Content-Type: application/json" \\
                  -d '{
                    "model": "claude-3-5-sonnet",
                    "messages": [
                      {"role": "user", "content": "Hello!"}
                    ]
                  }'
                """)
            .good()
            .json();

    assertThat(body.at("/choices/0/message/content").asText())
        .startsWith("[simulated] You said \"Hello!\".");
    assertThat(Talk.json(observed.last().body().toString()).path("model").asText())
        .isEqualTo("claude-3-5-sonnet-20241022");
    assertThat(observed.last().headers().get("x-api-key")).isEqualTo("sk-ant-provider");
  }

  @Test
  void aTeamsTokenIsReplacedByTheTeamsOwnProviderKey() {
    String line =
        """
        curl http://localhost:8930/v1/chat/completions \\
        -H "Authorization: Bearer team-alpha-key" \\
        -H "Content-Type: application/json" \\
        -d '{"model": "gpt-4o", "messages": [{"role": "user", "content": "Hello"}]}'
        """;

    run(line).good();
    assertThat(observed.last().headers().get("authorization")).isEqualTo("Bearer sk-alpha");
    run(line.replace("alpha", "beta")).good();
    assertThat(observed.last().headers().get("authorization")).isEqualTo("Bearer sk-beta");
    run(line.replace("gpt-4o", "claude-3-5-sonnet")).good();
    assertThat(observed.last().headers().get("x-api-key")).isEqualTo("sk-ant-alpha");
  }

  @ParameterizedTest
  @ValueSource(strings = {"Authorization: Bearer sk-gateway-001", "x-api-key: sk-gateway-001"})
  void aGatewaysOwnPathServesItsOwnModelName(String credential) {
    JsonNode body =
        run("""
                curl http://localhost:8000/gateway-1/v1/messages \\
                  -H "Content-Type: application/json" -H "CREDENTIAL" \\
                  -d '{
                    "model": "do-anthropic-claude-4.5-sonnet",
                    "max_tokens": 1024,
                    "system": "You are a helpful assistant",
                    "messages": [
                      {
                        "role": "user",
                        "content": "Hello, how are you?"
                      }
                    ],
                    "temperature": 0.7,
                    "stream": false
                  }'
                """
                .replace("CREDENTIAL", credential))
            .good()
            .json();

    assertThat(body.path("model").asText()).isEqualTo("do-anthropic-claude-4.5-sonnet");
    assertThat(body.at("/content/0/text").asText())
        .startsWith("[simulated] You said \"Hello, how are you?\".");
    assertThat(body.path("stop_reason").asText()).isEqualTo("end_turn");
    JsonNode sent = Talk.json(observed.last().body().toString());
    assertThat(sent.path("model").asText()).isEqualTo("upstream-model");
    assertThat(sent.path("temperature").asDouble()).isEqualTo(0.7);
    assertThat(sent.at("/messages/0/content").toString()).contains("You are a helpful assistant");
  }

  @ParameterizedTest
  @ValueSource(strings = {"/health", "/health/live", "/health/ready", "/ready"})
  void healthAsksForNoKey(String path) {
    assertThat(run("curl http://localhost:8080" + path).good().json().path("status").asText())
        .isEqualTo("ok");
  }

  @ParameterizedTest
  @ValueSource(strings = {"/v1/models", "/v1beta/models", "/v1/records", "/v1/providers"})
  void everythingElseDoes(String path) {
    assertThat(run("curl http://localhost:8080" + path).status()).isEqualTo(401);
    assertThat(run("curl http://localhost:8080" + path + "?key=sk-gateway-001").status())
        .isEqualTo(200);
  }

  @ParameterizedTest
  @ValueSource(strings = {"/v1/providers"})
  void aTeamsTokenSeesNothingOfOthers(String path) {
    assertThat(
            run("curl http://localhost:8080" + path + " -H 'x-api-key: team-alpha-key'").status())
        .isEqualTo(403);
  }

  private Http.Reply run(String command) {
    return CurlLine.of(command).to(observed.gateway().address()).run();
  }
}
