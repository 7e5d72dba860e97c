package dev.signalbox.gateway.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.signalbox.gateway.simulator.Received;
import dev.signalbox.gateway.simulator.SimulatorOptions;
import dev.signalbox.gateway.wire.json.StrictJson;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** Virtual gateways: made in one call, with a token of their own and all doors below them. */
final class GatewaysTest {
  private static final String PATH = "/v1/gateways";
  private static final String CUSTOM = "do-anthropic-claude-4.5-sonnet";
  private static final String UPSTREAM_KEY = "key-of-the-upstream-canary";

  @TempDir private Path dir;

  private RunningGateway gateway;
  private Control operator;

  @BeforeEach
  void begin() {
    gateway = new RunningGateway(Control.CONFIG, SimulatorOptions.standard(), dir);
    operator = new Control(gateway, Control.OPERATOR);
  }

  @AfterEach
  void stop() {
    gateway.close();
  }

  /** What a client needs of a gateway that was made. */
  private record Made(String id, String token) {
    String path(String rest) {
      return "/gateway/" + id + rest;
    }
  }

  private Made make(String more) {
    Control.Answer made = operator.post(PATH, document(more));
    assertThat(made.status()).as(made.json().toString()).isEqualTo(200);
    return new Made(made.at("/id").asText(), made.at("/token").asText());
  }

  private String document(String more) {
    return """
        {"name": "ours", "upstream_url": "%s/v1", "api_key": "%s", "model": "sim-mini",
         "custom_model": "%s", "allow_private": true%s}
        """
        .formatted(gateway.simulator().origin(), UPSTREAM_KEY, CUSTOM, more);
  }

  /** As Claude Code with ANTHROPIC_BASE_URL and ANTHROPIC_AUTH_TOKEN asks. */
  private HttpRequest.Builder claudeCode(Made made, String rest) {
    return gateway
        .request(made.path(rest))
        .header("authorization", "Bearer " + made.token())
        .header("anthropic-version", "2023-06-01")
        .header("anthropic-beta", "claude-code-20250219");
  }

  private HttpResponse<byte[]> post(HttpRequest.Builder request, String body) {
    return gateway.send(request.POST(BodyPublishers.ofString(body)).build());
  }

  @Test
  void answersClaudeCodeFromAnUpstreamThatSpeaksChatOnly() {
    Made made = make("");

    HttpResponse<byte[]> response =
        post(claudeCode(made, "/v1/messages?beta=true"), ClientApi.ANTHROPIC.body(CUSTOM, false));

    JsonNode message = StrictJson.parse(response.body());
    assertThat(response.statusCode()).isEqualTo(200);
    assertThat(message.path("type").asText()).isEqualTo("message");
    assertThat(message.path("model").asText()).isEqualTo(CUSTOM);
    assertThat(message.at("/content/0/text").asText()).isNotEmpty();
    assertThat(message.at("/usage/output_tokens").intValue()).isPositive();
    Received received = gateway.simulator().received().getLast();
    assertThat(received.uri()).isEqualTo("/v1/chat/completions");
    assertThat(received.headers().get("authorization")).isEqualTo("Bearer " + UPSTREAM_KEY);
    assertThat(StrictJson.parse(received.body().getBytes()).path("model").asText())
        .isEqualTo("sim-mini");
  }

  @Test
  void streamsToClaudeCodeUnderItsOwnModelName() {
    Made made = make("");

    HttpResponse<byte[]> response =
        post(claudeCode(made, "/v1/messages"), ClientApi.ANTHROPIC.body(CUSTOM, true));

    assertThat(text(response))
        .contains("event: message_start", "\"model\":\"" + CUSTOM + "\"", "event: message_stop")
        .doesNotContain("sim-mini");
  }

  @Test
  void carriesToolsBothWays() {
    Made made = make("");

    HttpResponse<byte[]> response =
        post(
            claudeCode(made, "/v1/messages"),
            """
            {"model": "%s", "max_tokens": 200,
             "tools": [{"name": "Read", "description": "Reads a file",
               "input_schema": {"type": "object", "properties": {"path": {"type": "string"}},
                 "required": ["path"]}}],
             "tool_choice": {"type": "tool", "name": "Read"},
             "messages": [{"role": "user", "content": "read it"}]}
            """
                .formatted(CUSTOM));

    JsonNode message = StrictJson.parse(response.body());
    assertThat(message.path("stop_reason").asText()).isEqualTo("tool_use");
    assertThat(message.path("content").findValuesAsText("name")).contains("Read");
  }

  @Test
  void countsTokensAndListsItsModelForClaudeCode() {
    Made made = make("");

    HttpResponse<byte[]> count =
        post(
            claudeCode(made, "/v1/messages/count_tokens"),
            "{\"model\": \"%s\", \"messages\": [{\"role\": \"user\", \"content\": \"Hello\"}]}"
                .formatted(CUSTOM));
    HttpResponse<byte[]> list = gateway.send(claudeCode(made, "/v1/models").GET().build());

    assertThat(StrictJson.parse(count.body()).path("input_tokens").intValue()).isPositive();
    JsonNode models = StrictJson.parse(list.body());
    assertThat(models.at("/data/0/type").asText()).isEqualTo("model");
    assertThat(models.findValuesAsText("id")).containsExactly(CUSTOM);
  }

  @Test
  void servesTheSmallModelsThatClientsAskForBesidesByTheSameModel() {
    Made made = make("");

    HttpResponse<byte[]> response =
        post(claudeCode(made, "/v1/messages"), ClientApi.ANTHROPIC.body("claude-haiku-4-5", false));

    assertThat(StrictJson.parse(response.body()).path("model").asText())
        .isEqualTo("claude-haiku-4-5");
    assertThat(response.headers().firstValue("x-signalbox-model"))
        .contains("gateway:" + made.id() + "/sim-mini");
  }

  @Test
  void knowsNoOtherNameWhereOnlyItsOwnIsWanted() {
    Made made = make(", \"any_model\": false");

    HttpResponse<byte[]> other =
        post(claudeCode(made, "/v1/messages"), ClientApi.ANTHROPIC.body("oa/gpt-6-sol", false));
    HttpResponse<byte[]> own =
        post(claudeCode(made, "/v1/messages"), ClientApi.ANTHROPIC.body(CUSTOM, false));

    assertThat(other.statusCode()).isEqualTo(404);
    assertThat(ClientApi.ANTHROPIC.errorMessage(other.body())).contains("oa/gpt-6-sol");
    assertThat(own.statusCode()).isEqualTo(200);
  }

  @ParameterizedTest
  @EnumSource
  void everyDoorStandsBelowItWholeAndStreamed(ClientApi api) {
    Made made = make("");

    for (boolean stream : List.of(false, true)) {
      HttpResponse<byte[]> response =
          post(
              gateway
                  .request(made.path(api.path(CUSTOM, stream)))
                  .header("x-api-key", made.token()),
              api.body(CUSTOM, stream));

      assertThat(response.statusCode()).as(text(response)).isEqualTo(200);
      assertThat(text(response)).contains(CUSTOM).doesNotContain("sim-mini");
      if (stream) {
        assertThat(text(response)).contains(api.endOfStream());
      }
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "/v1/embeddings|{\"model\": \"m\", \"input\": \"x\"}",
        "/v1/completions|{\"model\": \"m\", \"prompt\": \"x\"}",
        "/v1/moderations|{\"input\": \"x\"}",
        "/v1beta/models/m:countTokens|{\"contents\": [{\"parts\": [{\"text\": \"x\"}]}]}",
        "/v1beta/models/m:embedContent|{\"content\": {\"parts\": [{\"text\": \"x\"}]}}"
      })
  void theOtherDoorsStandBelowItToo(String path, String body) {
    Made made = make("");

    HttpResponse<byte[]> response =
        post(gateway.request(made.path(path)).header("x-goog-api-key", made.token()), body);

    assertThat(response.statusCode()).as(text(response)).isEqualTo(200);
    assertThat(text(response)).doesNotContain("sim-mini");
  }

  @ParameterizedTest
  @EnumSource
  void aWrongTokenAndAnUnknownGatewayAreRefusedAlikeInTheShapeOfTheDoor(ClientApi api) {
    Made made = make("");
    Made other = make("");
    String path = api.path(CUSTOM, false);
    String body = api.body(CUSTOM, false);
    int before = gateway.simulator().arrived();

    List<HttpResponse<byte[]>> refused =
        List.of(
            post(gateway.request(made.path(path)), body),
            post(gateway.request(made.path(path)).header("x-api-key", "wrong"), body),
            post(gateway.request(made.path(path)).header("x-api-key", other.token()), body),
            post(gateway.request(made.path(path)).header("x-api-key", Control.OPERATOR), body),
            post(
                gateway.request("/gateway/nobody" + path).header("x-api-key", made.token()), body));

    for (HttpResponse<byte[]> response : refused) {
      assertThat(response.statusCode()).isEqualTo(401);
      assertThat(api.errorMessage(response.body()))
          .isEqualTo(api.errorMessage(refused.getFirst().body()));
    }
    assertThat(gateway.simulator().arrived()).isEqualTo(before);
  }

  @Test
  void itsTokenOpensNothingElseAndItsUpstreamServesNobodyElse() {
    Made made = make("");
    Control client = new Control(gateway, made.token());

    assertThat(client.get("/v1/models").status()).isEqualTo(401);
    assertThat(client.get(PATH).status()).isEqualTo(403);
    assertThat(operator.get("/v1/models").all("/data", "id")).doesNotContain(CUSTOM, "sim-mini");
    assertThat(operator.get("/v1/providers").all("/data", "id")).hasSize(4);
    assertThat(operator.get("/health").at("/providers").toString()).doesNotContain("gateway:");
    for (String model : List.of("gateway:" + made.id() + "/sim-mini", CUSTOM, "sim-mini")) {
      assertThat(
              operator
                  .post(ClientApi.CHAT.path("", false), ClientApi.CHAT.body(model, false))
                  .status())
          .as(model)
          .isEqualTo(404);
    }
    assertThat(operator.post("/v1/route", "{\"model\": \"auto\"}").json().toString())
        .doesNotContain("gateway:");
  }

  @Test
  void countsWhatEachIsUsedForAndKeepsThatWhenItIsDeleted() {
    Made made = make(", \"project\": \"blue-project\"");
    make("");
    HttpResponse<byte[]> answered =
        post(claudeCode(made, "/v1/messages"), ClientApi.ANTHROPIC.body(CUSTOM, false));
    String request = answered.headers().firstValue("x-request-id").orElseThrow();
    var record = gateway.record(request);
    operator.record(request); // what is used is counted as it is stored

    Control.Answer deleted = operator.delete(PATH + "/" + made.id());
    Control.Answer after = operator.get(PATH + "/" + made.id());

    assertThat(record.from().app()).isEqualTo("gateway/" + made.id());
    assertThat(record.from().project()).isEqualTo("blue-project");
    assertThat(deleted.status()).isEqualTo(200);
    assertThat(after.at("/usage/requests").intValue()).isEqualTo(1);
    assertThat(after.at("/usage/output_tokens").intValue()).isPositive();
    assertThat(after.at("/deleted_at").asText()).startsWith("20");
    assertThat(operator.get(PATH).all("/data", "id")).hasSize(1).doesNotContain(made.id());
    assertThat(
            post(claudeCode(made, "/v1/messages"), ClientApi.ANTHROPIC.body(CUSTOM, false))
                .statusCode())
        .isEqualTo(401);
    assertThat(operator.post(PATH, document(", \"id\": \"" + made.id() + "\"")).status())
        .isEqualTo(409);
  }

  @Test
  void isThereAgainAfterARestartWithItsTokenAndItsKey() {
    Made made = make("");
    gateway.close();
    begin();
    // the simulator listens elsewhere now
    operator.patch(
        PATH + "/" + made.id(),
        "{\"upstream_url\": \"%s\"}".formatted(gateway.simulator().origin()));

    HttpResponse<byte[]> response =
        post(claudeCode(made, "/v1/messages"), ClientApi.ANTHROPIC.body(CUSTOM, false));

    assertThat(response.statusCode()).isEqualTo(200);
    assertThat(gateway.simulator().received().getLast().headers().get("authorization"))
        .isEqualTo("Bearer " + UPSTREAM_KEY);
  }

  @Test
  void tellsItsTokenOnceAndReplacesIt() {
    Made made = make("");

    Control.Answer shown = operator.get(PATH + "/" + made.id());
    Control.Answer renewed = operator.post(PATH + "/" + made.id() + "/token", "");
    Made after = new Made(made.id(), renewed.at("/token").asText());

    assertThat(shown.json().toString() + operator.get(PATH).json())
        .doesNotContain(made.token(), "canary");
    assertThat(shown.at("/keys").intValue()).isEqualTo(1);
    assertThat(gateway.send(claudeCode(made, "/v1/models").GET().build()).statusCode())
        .isEqualTo(401);
    assertThat(gateway.send(claudeCode(after, "/v1/models").GET().build()).statusCode())
        .isEqualTo(200);
  }

  @Test
  void changesItsModelAndRestsWhileItIsDisabled() {
    Made made = make("");

    operator.patch(PATH + "/" + made.id(), "{\"model\": \"other\", \"custom_model\": null}");
    HttpResponse<byte[]> changed =
        post(claudeCode(made, "/v1/messages"), ClientApi.ANTHROPIC.body(CUSTOM, false));
    String listed = text(gateway.send(claudeCode(made, "/v1/models").GET().build()));
    operator.patch(PATH + "/" + made.id(), "{\"enabled\": false}");
    HttpResponse<byte[]> disabled = gateway.send(claudeCode(made, "/v1/models").GET().build());

    assertThat(changed.headers().firstValue("x-signalbox-model"))
        .contains("gateway:" + made.id() + "/other");
    assertThat(listed).contains("\"other\"").doesNotContain(CUSTOM);
    assertThat(disabled.statusCode()).isEqualTo(401);
  }

  @Test
  void itsKeyCanBeLimitedAndTakenBackLikeEveryOther() {
    Made made = make("");
    String key = operator.get(PATH + "/" + made.id()).at("/key_id").asText();

    Control.Answer shown = operator.get("/v1/keys/" + key);
    Control.Answer taken = operator.delete("/v1/keys/" + key);

    assertThat(shown.at("/label").asText()).isEqualTo("gateway/" + made.id());
    assertThat(taken.status()).isEqualTo(200);
    assertThat(gateway.send(claudeCode(made, "/v1/models").GET().build()).statusCode())
        .isEqualTo(401);
    assertThat(operator.post("/v1/keys", "{\"label\": \"gateway/other\"}").status()).isEqualTo(400);
  }

  @Test
  void comesWithSnippetsThatAreReadyToPaste() {
    Control.Answer made = operator.post(PATH, document(", \"id\": \"1\""));
    String url = "http://127.0.0.1:" + gateway.port() + "/gateway/1";

    assertThat(made.at("/url").asText()).isEqualTo(url);
    assertThat(made.at("/snippets/claude_code").asText())
        .contains(
            "export ANTHROPIC_BASE_URL=\"" + url + "\"",
            "export ANTHROPIC_AUTH_TOKEN=\"" + made.at("/token").asText() + "\"",
            "export ANTHROPIC_MODEL=\"" + CUSTOM + "\"");
    assertThat(made.at("/snippets/codex").asText()).contains("base_url = \"" + url + "/v1\"");
    assertThat(made.at("/snippets").size()).isEqualTo(7);
    made.at("/snippets").forEach(each -> assertThat(each.asText()).doesNotContain("_HERE"));
  }

  private static String text(HttpResponse<byte[]> response) {
    return new String(response.body(), StandardCharsets.UTF_8);
  }
}
