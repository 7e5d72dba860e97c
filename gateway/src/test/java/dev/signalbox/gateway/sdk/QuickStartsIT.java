package dev.signalbox.gateway.sdk;

import static org.assertj.core.api.Assertions.assertThat;

import com.anthropic.models.messages.MessageCreateParams;
import com.fasterxml.jackson.databind.JsonNode;
import com.openai.models.chat.completions.ChatCompletionCreateParams;
import dev.signalbox.gateway.e2e.Eventually;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/**
 * The first requests that the guides of LLM gateways show, pasted as they stand there but for the
 * port, to a gateway without keys. Whoever moves here types the same lines.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class QuickStartsIT {
  private static final String CONFIG =
      """
      [[providers]]
      id = "anthropic"
      provider_type = "anthropic"
      api_key = "sk-ant-provider"
      endpoint = "UPSTREAM"
      enabled = true

      [[providers]]
      id = "openai"
      provider_type = "openai"
      api_key = "sk-provider"
      endpoint = "UPSTREAM"
      enabled = true

      [[providers]]
      id = "google"
      provider_type = "google"
      api_key = "google-provider"
      endpoint = "UPSTREAM"

      [[providers]]
      id = "local"
      provider_type = "local"
      endpoint = "UPSTREAM"
      enabled = true

      """;

  private final ObservedGateway observed = new ObservedGateway(CONFIG, List.of("llama3:8b"));

  @AfterAll
  void stop() {
    observed.close();
  }

  @Test
  void anOpenAiRequestIsServedByAnthropic() {
    Http.Reply reply =
        run(
            """
            curl http://localhost:8765/v1/chat/completions \\
              -H "Content-Type: application/json" \\
              -d '{
                "model": "claude-sonnet-4-20250514",
                "messages": [{"role": "user", "content": "Hello!"}]
              }'
            """);

    Shapes.assertCompletion(reply, "claude-sonnet-4-20250514", "Hello!");
    assertThat(observed.last().uri()).isEqualTo("/v1/messages");
    assertThat(observed.last().headers().get("x-api-key")).isEqualTo("sk-ant-provider");
    assertThat(sent().path("model").asText()).isEqualTo("claude-sonnet-4-20250514");
  }

  @Test
  void anAnthropicRequestIsServedByOpenAi() {
    Http.Reply reply =
        run(
            """
            curl http://localhost:8765/v1/messages \\
              -H "Content-Type: application/json" \\
              -d '{
                "model": "gpt-4o-mini",
                "messages": [{"role": "user", "content": "Hello!"}],
                "max_tokens": 100
              }'
            """);

    Shapes.assertMessage(reply, "gpt-4o-mini", "Hello!");
    assertThat(observed.last().uri()).isEqualTo("/v1/chat/completions");
    assertThat(observed.last().headers().get("authorization")).isEqualTo("Bearer sk-provider");
    assertThat(sent().path("model").asText()).isEqualTo("gpt-4o-mini");
  }

  @Test
  void aStreamIsTranslatedWhileItComes() {
    Http.Reply reply =
        run(
            """
            curl http://localhost:8765/v1/chat/completions \\
              -H "Content-Type: application/json" \\
              -d '{
                "model": "claude-sonnet-4-20250514",
                "messages": [{"role": "user", "content": "Hello!"}],
                "stream": true
              }'
            """);

    assertThat(Shapes.textOfStream(reply)).startsWith("[simulated] You said \"Hello!\".");
    assertThat(sent().path("stream").asBoolean()).isTrue();
  }

  @Test
  void aStreamOfTheSameApiPasses() {
    Http.Reply reply =
        run(
            """
            curl http://localhost:8930/v1/chat/completions \\
            -H "Content-Type: application/json" \\
            --no-buffer \\
            -d '{
            "model": "gpt-4o",
            "stream": true,
            "messages": [{"role": "user", "content": "Count to 10 slowly."}]
            }'
            """);

    assertThat(Shapes.textOfStream(reply))
        .startsWith("[simulated] You said \"Count to 10 slowly.\".");
  }

  @Test
  void projectAndSourceOfARequestAreOnRecord() {
    Http.Reply reply =
        run(
            """
            curl http://localhost:8930/v1/chat/completions \\
            -H "Content-Type: application/json" \\
            -H "x-project: my-project" \\
            -H "x-source: my-tool" \\
            -d '{"model": "gpt-4o", "messages": [{"role": "user", "content": "Hello"}]}'
            """);

    Shapes.assertCompletion(reply, "gpt-4o", "Hello");
    JsonNode record =
        Records.of(observed.gateway(), reply.header("x-request-id").orElseThrow(), "none-needed")
            .path("record");
    assertThat(record.path("project").asText()).isEqualTo("my-project");
    assertThat(record.path("source").asText()).isEqualTo("my-tool");
    assertThat(record.path("requested_model").asText()).isEqualTo("gpt-4o");
    assertThat(record.path("served").asText()).isEqualTo("openai/gpt-4o");
    assertThat(record.path("input_tokens").asInt())
        .isEqualTo(reply.json().path("usage").path("prompt_tokens").asInt());
  }

  @Test
  void anAnthropicRequestPassesToAnthropic() {
    Http.Reply reply =
        run(
            """
            curl http://localhost:8930/v1/messages \\
            -H "Content-Type: application/json" \\
            -H "anthropic-version: 2023-06-01" \\
            -H "x-source: my-app" \\
            -d '{
            "model": "claude-sonnet-4-20250514",
            "max_tokens": 1024,
            "messages": [
            {"role": "user", "content": "Write a haiku about programming."}
            ]
            }'
            """);

    Shapes.assertMessage(reply, "claude-sonnet-4-20250514", "Write a haiku about programming.");
    assertThat(observed.last().headers().get("anthropic-version")).isEqualTo("2023-06-01");
    assertThat(observed.last().headers().contains("x-source")).isFalse();
  }

  @Test
  void aSystemMessageReachesTheModel() {
    Http.Reply reply =
        run(
            """
            curl http://localhost:8930/v1/chat/completions \\
            -H "Content-Type: application/json" \\
            -H "x-source: my-app" \\
            -d '{
            "model": "gpt-4o",
            "messages": [
            {"role": "system", "content": "You are a helpful assistant."},
            {"role": "user", "content": "Summarize the Rust programming language in 3 sentences."}
            ]
            }'
            """);

    Shapes.assertCompletion(
        reply, "gpt-4o", "Summarize the Rust programming language in 3 sentences.");
    assertThat(sent().path("messages")).hasSize(2);
  }

  @Test
  void healthTellsStatusVersionUptimePortAndProviders() {
    JsonNode health = run("curl http://localhost:8930/health").good().json();

    assertThat(health.path("status").asText()).isEqualTo("ok");
    assertThat(health.path("version").asText()).matches("\\d+\\.\\d+\\.\\d+.*");
    assertThat(health.path("uptime_secs").isIntegralNumber()).isTrue();
    assertThat(health.path("port").asInt()).isEqualTo(observed.gateway().address().getPort());
    assertThat(texts(health.path("providers")))
        .containsExactly("anthropic", "openai", "google", "local");
    assertThat(run("curl http://localhost:8080/ready").good().json().path("status").asText())
        .isEqualTo("ok");
  }

  @Test
  void modelsOfCloudProvidersAreKnownAndThoseOfLocalServersAreAskedFor() {
    JsonNode list = modelsWith("llama3:8b");

    assertThat(list.path("object").asText()).isEqualTo("list");
    assertModel(list, "gpt-4o", "openai");
    assertModel(list, "claude-opus-4-5", "anthropic");
    assertThat(
            run("curl http://localhost:8930/v1/models/claude-sonnet-4-20250514")
                .good()
                .json()
                .path("provider")
                .asText())
        .isEqualTo("anthropic");
    assertModel(list, "llama3:8b", "local");
    Shapes.assertCompletion(
        run(
            """
            curl http://localhost:8930/v1/chat/completions -H "Content-Type: application/json" \\
            -d '{"model": "llama3:8b", "messages": [{"role": "user", "content": "Hello"}]}'
            """),
        "llama3:8b",
        "Hello");
  }

  @Test
  void providersAreListedWithoutTheirKeys() {
    Http.Reply reply = run("curl http://localhost:8930/v1/providers").good();

    List<String> ids = new ArrayList<>();
    reply.json().path("data").forEach(provider -> ids.add(provider.path("id").asText()));
    assertThat(ids).containsExactly("anthropic", "openai", "google", "local");
    assertThat(reply.body()).doesNotContain("sk-ant-provider", "sk-provider", "google-provider");
  }

  @Test
  void recordsAreListedNewestFirst() {
    run("curl http://localhost:8930/v1/models -H 'x-request-id: list-1'").good();
    run("curl http://localhost:8930/v1/models -H 'x-request-id: list-2'").good();
    Records.of(observed.gateway(), "list-2", "none-needed");

    List<String> ids = new ArrayList<>();
    run("curl http://localhost:8930/v1/records")
        .good()
        .json()
        .path("data")
        .forEach(record -> ids.add(record.path("id").asText()));
    assertThat(ids).containsSubsequence("list-2", "list-1");
  }

  @Test
  void geminiAnswersWholeAndAsAStreamOfEventsAndAsAnArray() {
    String body =
        " -H 'Content-Type: application/json'"
            + " -d '{\"contents\": [{\"role\": \"user\", \"parts\": [{\"text\": \"Hello!\"}]}]}'";
    String model = "curl http://localhost:8765/v1beta/models/gemini-2.5-flash:";
    String text =
        run(model + "generateContent" + body)
            .good()
            .json()
            .at("/candidates/0/content/parts/0/text")
            .asText();

    assertThat(text).startsWith("[simulated] You said \"Hello!\".");
    Http.Reply events = run(model + "streamGenerateContent?alt=sse" + body).good();
    assertThat(events.header("content-type").orElseThrow()).startsWith("text/event-stream");
    assertThat(
            Shapes.data(events).stream()
                .map(data -> Talk.json(data).at("/candidates/0/content/parts/0/text").asText())
                .collect(Collectors.joining()))
        .isEqualTo(text);
    Http.Reply array = run(model + "streamGenerateContent" + body).good();
    StringBuilder all = new StringBuilder();
    assertThat(array.header("content-type").orElseThrow()).startsWith("application/json");
    assertThat(array.json().isArray()).isTrue();
    array
        .json()
        .forEach(part -> all.append(part.at("/candidates/0/content/parts/0/text").asText()));
    assertThat(all).hasToString(text);
  }

  @Test
  void embeddingsAndResponsesAndTheGeminiListAreThereToo() {
    JsonNode vectors =
        run("curl http://localhost:8765/v1/embeddings -H 'Content-Type: application/json'"
                + " -d '{\"model\": \"text-embedding-3-small\", \"input\": \"Hello!\"}'")
            .good()
            .json();
    JsonNode response =
        run("curl http://localhost:8765/v1/responses -H 'Content-Type: application/json'"
                + " -d '{\"model\": \"claude-sonnet-4-20250514\", \"input\": \"Hello!\"}'")
            .good()
            .json();
    JsonNode models = run("curl http://localhost:8765/v1beta/models").good().json();

    assertThat(vectors.at("/data/0/object").asText()).isEqualTo("embedding");
    assertThat(vectors.at("/data/0/embedding").size()).isGreaterThan(10);
    assertThat(response.path("object").asText()).isEqualTo("response");
    assertThat(response.path("status").asText()).isEqualTo("completed");
    assertThat(response.at("/output/0/content/0/text").asText())
        .startsWith("[simulated] You said \"Hello!\".");
    assertThat(models.at("/models/0/name").asText()).startsWith("models/");
  }

  @Test
  void theSdksWorkWithAKeyThatIsNotNeeded() {
    var completion =
        Clients.openAi(observed.at("/v1"), "not-needed")
            .chat()
            .completions()
            .create(
                ChatCompletionCreateParams.builder()
                    .model("gpt-4o")
                    .addUserMessage("Hello from Java!")
                    .putAdditionalHeader("x-source", "java-app")
                    .build());
    var message =
        Clients.anthropic(observed.at(""), "not-needed")
            .messages()
            .create(
                MessageCreateParams.builder()
                    .model("claude-sonnet-4-20250514")
                    .maxTokens(1024)
                    .addUserMessage("Hello from Java!")
                    .build());

    assertThat(completion.choices().getFirst().message().content().orElseThrow())
        .startsWith("[simulated] You said \"Hello from Java!\".");
    assertThat(message.content().getFirst().asText().text())
        .startsWith("[simulated] You said \"Hello from Java!\".");
  }

  private Http.Reply run(String command) {
    URI address = observed.gateway().address();
    return CurlLine.of(command).to(address).run();
  }

  /** What the provider was last sent. */
  private JsonNode sent() {
    return Talk.json(observed.last().body().toString());
  }

  /** The list once it has {@code id}, which a server is asked for in the background. */
  private JsonNode modelsWith(String id) {
    return Eventually.get(
            "the list with " + id,
            () -> run("curl http://localhost:8930/v1/models").good(),
            reply -> reply.body().contains("\"" + id + "\""))
        .json();
  }

  private static void assertModel(JsonNode list, String id, String provider) {
    for (JsonNode model : list.path("data")) {
      if (model.path("id").asText().equals(id)) {
        assertThat(model.path("provider").asText()).isEqualTo(provider);
        assertThat(model.path("owned_by").asText()).isEqualTo(provider);
        return;
      }
    }
    throw new AssertionError(id + " is not in " + list);
  }

  private static List<String> texts(JsonNode list) {
    List<String> texts = new ArrayList<>();
    list.forEach(item -> texts.add(item.asText()));
    return texts;
  }
}
