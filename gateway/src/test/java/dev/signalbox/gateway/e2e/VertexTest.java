package dev.signalbox.gateway.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.signalbox.gateway.provider.auth.TokenServer;
import dev.signalbox.gateway.simulator.SimulatorOptions;
import dev.signalbox.gateway.wire.json.StrictJson;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Clients of every API at both APIs of Vertex AI, with the tokens of a service account. */
final class VertexTest {
  private static final String SECOND =
      """
      [[providers]]
      id = "second"
      provider_type = "openai_chat"
      api_key = "provider-key"
      endpoint = "UPSTREAM"
      models = ["m2"]
      [models.either]
      targets = ["vertex/gemini-2.5-flash", "second/m2"]
      """;

  private final VertexServer vertex = new VertexServer();
  private RunningGateway gateway;

  @BeforeEach
  void begin() {
    gateway =
        new RunningGateway(
            "api_key = \"operator-key\"\n" + vertex.provider() + SECOND,
            SimulatorOptions.standard());
  }

  @AfterEach
  void end() {
    gateway.close();
    vertex.close();
  }

  @ParameterizedTest
  @CsvSource({
    "CHAT, gemini-2.5-flash, false, :generateContent",
    "CHAT, gemini-2.5-flash, true, :streamGenerateContent?alt=sse",
    "CHAT, claude-3-7-sonnet@20250219, false, :rawPredict",
    "CHAT, claude-3-7-sonnet@20250219, true, :streamRawPredict",
    "RESPONSES, gemini-2.5-flash, false, :generateContent",
    "RESPONSES, gemini-2.5-flash, true, :streamGenerateContent?alt=sse",
    "RESPONSES, claude-3-7-sonnet@20250219, false, :rawPredict",
    "RESPONSES, claude-3-7-sonnet@20250219, true, :streamRawPredict",
    "ANTHROPIC, gemini-2.5-flash, false, :generateContent",
    "ANTHROPIC, gemini-2.5-flash, true, :streamGenerateContent?alt=sse",
    "ANTHROPIC, claude-3-7-sonnet@20250219, false, :rawPredict",
    "ANTHROPIC, claude-3-7-sonnet@20250219, true, :streamRawPredict",
    "GEMINI, gemini-2.5-flash, false, :generateContent",
    "GEMINI, gemini-2.5-flash, true, :streamGenerateContent?alt=sse",
    "GEMINI, claude-3-7-sonnet@20250219, false, :rawPredict",
    "GEMINI, claude-3-7-sonnet@20250219, true, :streamRawPredict"
  })
  void servesClientsOfEveryApiWholeAndStreamed(
      ClientApi api, String model, boolean stream, String operation) {
    HttpResponse<byte[]> response = ask(api, "vertex/" + model, stream);

    assertThat(text(response)).contains("Olá!");
    assertThat(response.statusCode()).isEqualTo(200);
    if (stream) {
      assertThat(text(response)).contains(api.endOfStream(), api.textMark());
    }
    VertexServer.Asked asked = vertex.asked().getLast();
    String publisher = model.startsWith("claude") ? "anthropic" : "google";
    assertThat(asked.uri())
        .isEqualTo(
            "%s/publishers/%s/models/%s%s"
                .formatted(VertexServer.PLACE, publisher, model, operation));
    assertThat(asked.authorization()).isEqualTo("Bearer " + TokenServer.token(1));
    JsonNode body = tree(asked.body());
    assertThat(body.has("model")).isFalse();
    assertThat(body.path("anthropic_version").asText(""))
        .isEqualTo(publisher.equals("anthropic") ? "vertex-2023-10-16" : "");
  }

  @Test
  void anAnthropicRequestPassesButForModelAndVersion() {
    String body =
        """
        {"model" : "vertex/claude-3-7-sonnet@20250219", "max_tokens":  64,
         "messages":[{"role":"user","content":"é \\u00e9"} ],"metadata" :{"user_id":"u"} }""";

    HttpResponse<byte[]> response = post("/v1/messages", body);

    assertThat(response.statusCode()).isEqualTo(200);
    assertThat(vertex.asked().getLast().body())
        .isEqualTo(
            """
            { "max_tokens":  64,
             "messages":[{"role":"user","content":"é \\u00e9"} ],"metadata" :{"user_id":"u"} \
            ,"anthropic_version":"vertex-2023-10-16"}""");
    assertThat(tree(response.body()).path("id").asText())
        .isEqualTo("msg_vrtx_013DoXQqRt9hn5cxD1GPCcbj");
  }

  @Test
  void aGeminiRequestPassesButForWhatVertexDoesNotTake() {
    String body =
        """
        {"contents": [{"parts": [{"text": "hi"}, {"fileData": {"fileUri":
          "https://generativelanguage.googleapis.com/v1beta/files/f"}}]}],
         "labels": {"team" : "blue"}, "safetySettings":  [],
         "generationConfig": {"temperature": 1, "enableEnhancedCivicAnswers": true},
         "tools": [{"fileSearch": {}}, {"functionDeclarations": [{"name": "f", "behavior": "B"}]}],
         "cachedContent": "cachedContents/c"}""";

    HttpResponse<byte[]> response =
        post("/v1beta/models/vertex%2Fgemini-2.5-flash:generateContent", body);

    assertThat(response.statusCode()).as(text(response)).isEqualTo(200);
    String sent = vertex.asked().getLast().body();
    assertThat(tree(sent))
        .isEqualTo(
            tree(
                """
                {"contents": [{"parts": [{"text": "hi"}], "role": "user"}],
                 "labels": {"team" : "blue"}, "safetySettings":  [],
                 "generationConfig": {"temperature": 1},
                 "tools": [{"functionDeclarations": [{"name": "f"}]}]}"""));
    assertThat(sent).contains("\"labels\": {\"team\" : \"blue\"}, \"safetySettings\":  [],");
    assertThat(response.headers().firstValue("x-signalbox-loss").orElse(""))
        .contains(
            "contents[0].parts[1]",
            "generationConfig.enableEnhancedCivicAnswers",
            "tools[0].fileSearch",
            "tools[1].functionDeclarations[0].behavior",
            "cachedContent");
  }

  @Test
  void aGeminiRequestThatVertexTakesPassesByteForByte() {
    String body =
        "{ \"contents\" :[{\"role\":\"user\", \"parts\":[{\"text\":\"hi\"}]}],\"labels\":{} }";

    post("/v1beta/models/vertex%2Fgemini-2.5-flash:generateContent", body);

    assertThat(vertex.asked().getLast().body()).isEqualTo(body);
  }

  @Test
  void countsWhereItsModelsCount() {
    JsonNode claude =
        tree(
            post(
                    "/v1/messages/count_tokens",
                    ClientApi.ANTHROPIC.body("vertex/" + VertexServer.CLAUDE, false))
                .body());
    VertexServer.Asked askedOfClaude = vertex.asked().getLast();
    JsonNode gemini =
        tree(
            post(
                    "/v1beta/models/vertex%2Fgemini-2.5-flash:countTokens",
                    ClientApi.GEMINI.body("", false))
                .body());
    VertexServer.Asked askedOfGemini = vertex.asked().getLast();

    assertThat(claude.path("input_tokens").asInt()).isEqualTo(14);
    assertThat(askedOfClaude.uri())
        .isEqualTo(VertexServer.PLACE + "/publishers/anthropic/models/count-tokens:rawPredict");
    assertThat(tree(askedOfClaude.body()).path("model").asText()).isEqualTo(VertexServer.CLAUDE);
    assertThat(gemini.path("totalTokens").asInt()).isEqualTo(7);
    assertThat(tree(askedOfGemini.body()))
        .isEqualTo(
            tree("{\"contents\": [{\"role\": \"user\", \"parts\": [{\"text\": \"say it\"}]}]}"));
  }

  @Test
  void embedsByPrediction() {
    JsonNode answer =
        tree(
            post(
                    "/v1/embeddings",
                    """
                    {"model": "vertex/text-embedding-005", "input": ["a", "b"], "dimensions": 2,
                     "encoding_format": "float"}""")
                .body());

    assertThat(tree(vertex.asked().getLast().body()))
        .isEqualTo(
            tree(
                """
                {"instances": [{"content": "a"}, {"content": "b"}],
                 "parameters": {"outputDimensionality": 2}}"""));
    assertThat(answer.at("/data/1/embedding")).isEqualTo(tree("[0.125, 1.0]"));
    assertThat(answer.at("/usage/prompt_tokens").asInt()).isEqualTo(10);
  }

  @Test
  void embedsOneContentWithLaterModelsAndRefusesMore() {
    String path = "/v1beta/models/vertex%2Fgemini-embedding-2:";
    HttpResponse<byte[]> one =
        post(
            path + "embedContent",
            "{\"content\": {\"parts\": [{\"text\": \"a\"}]}, \"taskType\": \"CLUSTERING\"}");
    HttpResponse<byte[]> two =
        post(
            "/v1/embeddings",
            "{\"model\": \"vertex/gemini-embedding-2\", \"input\": [\"a\", \"b\"]}");

    assertThat(tree(one.body()).at("/embedding/values")).isEqualTo(tree("[0.5, 1.0]"));
    assertThat(tree(vertex.asked().getLast().body()))
        .isEqualTo(
            tree("{\"content\": {\"parts\": [{\"text\": \"a\"}]}, \"taskType\": \"CLUSTERING\"}"));
    assertThat(two.statusCode()).isEqualTo(400);
  }

  @Test
  void oneTokenServesAllWhoAskAtOnce() {
    vertex.tokens().hold();
    List<Integer> statuses;
    try (ExecutorService clients = Executors.newVirtualThreadPerTaskExecutor()) {
      var asking =
          IntStream.range(0, 40)
              .mapToObj(
                  _ ->
                      clients.submit(
                          () -> ask(ClientApi.CHAT, "vertex/gemini-2.5-flash", false).statusCode()))
              .toList();
      Eventually.holds(() -> vertex.tokens().waiting() == 1, "a question for a token");
      vertex.tokens().release();
      statuses = asking.stream().map(VertexTest::done).toList();
    }

    assertThat(statuses).hasSize(40).containsOnly(200);
    assertThat(vertex.tokens().asked()).hasSize(1);
  }

  @Test
  void aTokenThatIsRefusedIsFetchedAnewOnce() {
    ask(ClientApi.CHAT, "vertex/gemini-2.5-flash", false);
    vertex.takesOnly(TokenServer.token(2));

    HttpResponse<byte[]> response = ask(ClientApi.CHAT, "vertex/gemini-2.5-flash", false);

    assertThat(response.statusCode()).isEqualTo(200);
    assertThat(response.headers().firstValue("x-signalbox-attempts")).contains("1");
    assertThat(vertex.tokens().asked()).hasSize(2);
  }

  @ParameterizedTest
  @CsvSource({
    "400, '{\"error\": \"invalid_grant\"}', upstream_auth",
    "503, '', upstream_token",
    "200, garbage, upstream_token"
  })
  void anotherProviderAnswersWhereNoTokenCanBeHad(int status, String body, String fault) {
    vertex.tokens().next(status, body);

    HttpResponse<byte[]> response = ask(ClientApi.CHAT, "either", false);

    assertThat(response.statusCode()).isEqualTo(200);
    assertThat(response.headers().firstValue("x-signalbox-model")).contains("second/m2");
    Control.Answer record =
        new Control(gateway, "operator-key")
            .record(response.headers().firstValue("x-request-id").orElseThrow());
    assertThat(record.at("/attempts/0/outcome").asText()).isEqualTo(fault);
    assertThat(record.at("/attempts/0/phase").asText()).isEqualTo("waiting");
    assertThat(vertex.asked()).isEmpty();
  }

  @Test
  void anAccountThatIsRefusedSitsOutLikeAKey() {
    vertex.tokens().next(400, "{\"error\": \"invalid_grant\"}");
    HttpResponse<byte[]> refused = ask(ClientApi.CHAT, "vertex/gemini-2.5-flash", false);
    HttpResponse<byte[]> sitsOut = ask(ClientApi.CHAT, "vertex/gemini-2.5-flash", false);

    assertThat(refused.statusCode()).isEqualTo(502);
    assertThat(ClientApi.CHAT.errorMessage(refused.body()))
        .isEqualTo("the provider refused the gateway's credentials");
    assertThat(sitsOut.statusCode()).isEqualTo(503);
    assertThat(vertex.tokens().asked()).hasSize(1);
  }

  @Test
  void aTestOfTheProviderListsItsModels() {
    Control.Answer tested =
        new Control(gateway, "operator-key").post("/v1/providers/vertex/test", "");

    assertThat(tested.at("/ok").booleanValue()).isTrue();
    assertThat(tested.at("/models")).isEqualTo(tree("[\"gemini-2.5-flash\", \"gemini-2.5-pro\"]"));
  }

  @Test
  void nothingOfTokensAndKeysComesOut() {
    vertex.takesOnly("nothing");
    try (LogLines log = new LogLines()) {
      String told =
          text(ask(ClientApi.GEMINI, "vertex/gemini-2.5-flash", false))
              + text(ask(ClientApi.ANTHROPIC, "vertex/" + VertexServer.CLAUDE, false))
              + new Control(gateway, "operator-key").get("/v1/providers").json()
              + new Control(gateway, "operator-key").get("/v1/config").json()
              + String.join("\n", log.lines());

      assertThat(told).doesNotContain("token-canary", "PRIVATE KEY", "MIIE");
    }
  }

  private HttpResponse<byte[]> ask(ClientApi api, String model, boolean stream) {
    String inPath = model.replace("/", "%2F");
    return post(api.path(inPath, stream), api.body(model, stream));
  }

  private HttpResponse<byte[]> post(String path, String body) {
    return gateway.send(
        gateway
            .request(path)
            .header("authorization", "Bearer operator-key")
            .POST(BodyPublishers.ofString(body))
            .build());
  }

  private static <T> T done(java.util.concurrent.Future<T> future) {
    try {
      return Objects.requireNonNull(future.get());
    } catch (InterruptedException | java.util.concurrent.ExecutionException e) {
      throw new IllegalStateException(e);
    }
  }

  private static String text(HttpResponse<byte[]> response) {
    return new String(response.body(), StandardCharsets.UTF_8);
  }

  private static JsonNode tree(String json) {
    return tree(json.getBytes(StandardCharsets.UTF_8));
  }

  private static JsonNode tree(byte[] json) {
    return StrictJson.parse(json);
  }
}
