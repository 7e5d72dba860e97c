package dev.signalbox.gateway.sdk;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The lines of the guides that go to an app's own path, with names rewritten for it. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class QuickStartAppsIT {
  private static final String CONFIG =
      """
      [[providers]]
      id = "openai"
      provider_type = "openai"
      api_key = "sk-provider"
      endpoint = "UPSTREAM"

      [[providers]]
      id = "anthropic"
      provider_type = "anthropic"
      api_key = "sk-ant-provider"
      endpoint = "UPSTREAM"

      [[apps]]
      name = "playground"
      frontdoor = "openai"
      path = "/openai"
      prefix_providers = { "openai" = "openai", "anthropic" = "anthropic" }

      [[apps.rewrites]]
      model_exact = "claude-haiku-4.5"
      provider = "openai"
      model = "gpt-5-mini"
      rewrite_response_model = true

      [[apps.rewrites]]
      model_prefix = "claude-sonnet-"
      provider = "openai"
      model = "gpt-5-mini"
      rewrite_response_model = true

      [[apps.models]]
      id = "claude-haiku-4.5"
      object = "model"
      owned_by = "gateway"

      [[apps]]
      name = "desk"
      frontdoor = "anthropic"
      path = "/anthropic"

      [[apps.rewrites]]
      model_exact = "claude-haiku-4.5"
      provider = "openai"
      model = "gpt-5-mini"
      rewrite_response_model = true
      """;

  private final ObservedGateway observed = new ObservedGateway(CONFIG, List.of());

  @AfterAll
  void stop() {
    observed.close();
  }

  @Test
  void theDoorsStandBelowAnAppToo() {
    Shapes.assertCompletion(
        run(
            """
            curl -X POST http://localhost:8080/openai/v1/chat/completions \\
              -H "Content-Type: application/json" \\
              -d '{
                "model": "gpt-4o-mini",
                "messages": [{"role": "user", "content": "Hello!"}]
              }'
            """),
        "gpt-4o-mini",
        "Hello!");
    Shapes.assertMessage(
        run(
            """
            curl -X POST http://localhost:8080/anthropic/v1/messages \\
              -H "Content-Type: application/json" \\
              -d '{
                "model": "gpt-4o-mini",
                "messages": [{"role": "user", "content": "Hello!"}],
                "max_tokens": 100
              }'
            """),
        "gpt-4o-mini",
        "Hello!");
    assertThat(
            Shapes.textOfStream(
                run(
                    """
                    curl -N -X POST http://localhost:8080/openai/v1/chat/completions \\
                      -H "Content-Type: application/json" \\
                      -d '{
                        "model": "gpt-4o-mini",
                        "messages": [{"role": "user", "content": "Count to 10"}],
                        "stream": true
                      }'
                    """)))
        .startsWith("[simulated] You said \"Count to 10\".");
  }

  @ParameterizedTest
  @ValueSource(strings = {"claude-haiku-4.5", "claude-sonnet-4-20250514"})
  void aRewrittenNameIsServedByAnotherModelAndStillReported(String name) {
    String chat =
        "curl http://localhost:8080/openai/v1/chat/completions -H 'Content-Type: application/json'"
            + " -d '{\"model\": \"%s\", %s\"messages\": [{\"role\": \"user\", \"content\": \"Hi\"}]}'";

    Shapes.assertCompletion(run(chat.formatted(name, "")), name, "Hi");
    assertThat(sent().path("model").asText()).isEqualTo("gpt-5-mini");
    assertThat(Shapes.data(run(chat.formatted(name, "\"stream\": true, "))))
        .filteredOn(data -> data.contains("\"model\""))
        .isNotEmpty()
        .allMatch(data -> Talk.json(data).path("model").asText().equals(name));
  }

  @Test
  void aRewrittenNameIsReportedToAnthropicClientsToo() {
    Http.Reply reply =
        run(
            "curl http://localhost:8080/anthropic/v1/messages -H 'Content-Type: application/json'"
                + " -d '{\"model\": \"claude-haiku-4.5\", \"max_tokens\": 100,"
                + " \"messages\": [{\"role\": \"user\", \"content\": \"Hi\"}]}'");

    Shapes.assertMessage(reply, "claude-haiku-4.5", "Hi");
    assertThat(sent().path("model").asText()).isEqualTo("gpt-5-mini");
  }

  @Test
  void anAppListsItsOwnModelsFirst() {
    JsonNode first = run("curl http://localhost:8080/openai/v1/models").good().json().at("/data/0");

    assertThat(first.path("id").asText()).isEqualTo("claude-haiku-4.5");
    assertThat(first.path("object").asText()).isEqualTo("model");
    assertThat(first.path("owned_by").asText()).isEqualTo("gateway");
  }

  @Test
  void aProviderInFrontOfAModelIsTakenOff() {
    Shapes.assertCompletion(
        run(
            "curl http://localhost:8080/openai/v1/chat/completions -H 'Content-Type:"
                + " application/json' -d '{\"model\": \"openai/gpt-4o\","
                + " \"messages\": [{\"role\": \"user\", \"content\": \"Hi\"}]}'"),
        "gpt-4o",
        "Hi");
    assertThat(sent().path("model").asText()).isEqualTo("gpt-4o");
  }

  private Http.Reply run(String command) {
    return CurlLine.of(command).to(observed.gateway().address()).run();
  }

  /** What the provider was last sent. */
  private JsonNode sent() {
    return Talk.json(observed.last().body().toString());
  }
}
