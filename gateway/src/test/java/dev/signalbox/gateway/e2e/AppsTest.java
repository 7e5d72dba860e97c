package dev.signalbox.gateway.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.signalbox.gateway.simulator.SimulatorOptions;
import dev.signalbox.gateway.simulator.Step;
import dev.signalbox.gateway.wire.json.StrictJson;
import io.vertx.core.buffer.Buffer;
import java.io.IOException;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Apps: the doors under a path of their own, with rules that hold nowhere else. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class AppsTest {
  private final RunningGateway gateway =
      new RunningGateway(
          Control.CONFIG
              + """
              [[apps]]
              name = "playground"
              path = "/playground"
              prefix_providers = { chosen = "groq" }
              profile = "fast"
              [[apps.rewrites]]
              model_exact = "claude-haiku-4.5"
              provider = "oa"
              model = "gpt-6-luna"
              rewrite_response_model = true
              [[apps.rewrites]]
              model_prefix = "claude-"
              provider = "oa"
              model = "gpt-6-sol"
              [[apps.models]]
              id = "claude-haiku-4.5"
              owned_by = "gateway"
              [[apps]]
              name = "lab"
              path = "/lab"
              protocols = ["anthropic"]
              default = "groq/openai/gpt-oss-20b"
              [[apps.rewrites]]
              model_exact = "claude-haiku-4.5"
              provider = "go"
              model = "gemini-3.8-flash"
              """,
          SimulatorOptions.standard());
  private final Control operator = new Control(gateway, Control.OPERATOR);

  @AfterAll
  void stop() {
    gateway.close();
  }

  @Test
  void areListedWithTheirNamesAndWhatCameThroughThem() {
    HttpResponse<byte[]> asked =
        post("/lab" + ClientApi.ANTHROPIC.path("x", false), ClientApi.ANTHROPIC.body("x", false));
    gateway.stored(asked.headers().firstValue("x-request-id").orElseThrow());

    Control.Answer apps = operator.get("/v1/apps");

    assertThat(apps.all("/data", "id")).containsExactly("desk", "playground", "lab");
    assertThat(apps.at("/data/1"))
        .isEqualTo(
            StrictJson.parseObject(
                    """
                    {
                      "id": "playground",
                      "path": "/playground",
                      "url": "http://127.0.0.1:%d/playground",
                      "protocols": ["openai_chat", "openai_responses", "anthropic", "gemini"],
                      "profile": "fast",
                      "default": null,
                      "prefix_providers": {"chosen": "groq"},
                      "rewrites": [
                        {"model_exact": "claude-haiku-4.5", "provider": "oa", "model": "gpt-6-luna", "rewrite_response_model": true},
                        {"model_prefix": "claude-", "provider": "oa", "model": "gpt-6-sol", "rewrite_response_model": false}
                      ],
                      "models": [{"id": "claude-haiku-4.5", "owned_by": "gateway"}]
                    }"""
                        .formatted(gateway.port())
                        .getBytes(StandardCharsets.UTF_8))
                .<ObjectNode>set("snippets", apps.at("/data/1/snippets"))
                .set("usage", apps.at("/data/1/usage")));
    JsonNode lab = apps.at("/data/2");
    assertThat(lab.path("default").asText()).isEqualTo("groq/openai/gpt-oss-20b");
    assertThat(lab.at("/usage/requests").asLong())
        .isEqualTo(operator.get("/v1/records?app=lab&limit=200").at("/data").size())
        .isPositive();
    assertThat(lab.at("/usage/input_tokens").asLong()).isPositive();
    assertThat(lab.at("/usage/cost_nanos").isIntegralNumber()).isTrue();
  }

  @Test
  void sayWhatToPasteIntoClientsOfTheApisThatTheySpeak() {
    Control.Answer apps = operator.get("/v1/apps");
    JsonNode playground = apps.at("/data/1/snippets");
    JsonNode lab = apps.at("/data/2/snippets");

    assertThat(playground.path("curl").asText())
        .contains("curl http://127.0.0.1:" + gateway.port() + "/playground/v1/chat/completions")
        .contains("\"model\": \"claude-haiku-4.5\"");
    assertThat(playground).hasSize(7);
    assertThat(lab.fieldNames())
        .toIterable()
        .containsExactlyInAnyOrder("claude_code", "anthropic_python");
    assertThat(lab.path("claude_code").asText()).contains("/lab\"", "\"YOUR_KEY\"");
  }

  /** What is kept of an app is not for callers, who only see their own. */
  @Test
  void areForViewersToSee() {
    assertThat(new Control(gateway, Control.BLUE).get("/v1/apps").status()).isEqualTo(403);
  }

  @ParameterizedTest
  @EnumSource
  void everyDoorStandsBelowAnAppAndReportsTheNameThatWasAskedFor(ClientApi api) {
    for (boolean stream : List.of(false, true)) {
      HttpResponse<byte[]> response =
          post(
              "/playground" + api.path("claude-haiku-4.5", stream),
              api.body("claude-haiku-4.5", stream));

      assertThat(served(response)).isEqualTo("oa/gpt-6-luna");
      assertThat(text(response)).contains("claude-haiku-4.5").doesNotContain("gpt-6-luna");
      assertThat(text(response).contains(api.endOfStream())).isEqualTo(stream || endsWhole(api));
    }
  }

  /** Whether whole answers of the API have the mark of a stream's end too. */
  private static boolean endsWhole(ClientApi api) {
    return api == ClientApi.GEMINI;
  }

  @ParameterizedTest
  @CsvSource({
    "/playground, claude-haiku-4.5, oa/gpt-6-luna",
    "/lab, claude-haiku-4.5, go/gemini-3.8-flash",
    "/playground, claude-opus-9, oa/gpt-6-sol",
    "/lab, no-such-model, groq/openai/gpt-oss-20b",
    "/playground, chosen/openai/gpt-oss-120b, groq/openai/gpt-oss-120b",
    "/playground, an/claude-x, an/claude-x",
  })
  void twoAppsDoNotSeeEachOthersRules(String app, String model, String served) {
    assertThat(
            served(
                post(
                    app + ClientApi.ANTHROPIC.path(model, false),
                    ClientApi.ANTHROPIC.body(model, false))))
        .isEqualTo(served);
  }

  @Test
  void whatOneAppRewritesIsUnknownElsewhere() {
    HttpResponse<byte[]> atTheRoot =
        post(
            ClientApi.CHAT.path("", false),
            ClientApi.CHAT.body("chosen/openai/gpt-oss-120b", false));
    HttpResponse<byte[]> inPlayground =
        post(
            "/playground" + ClientApi.CHAT.path("", false),
            ClientApi.CHAT.body("no-such-model", false));

    assertThat(atTheRoot.statusCode()).isEqualTo(404);
    assertThat(inPlayground.statusCode()).isEqualTo(404);
  }

  @Test
  void embeddingsReportTheNameThatWasAskedForToo() {
    HttpResponse<byte[]> response =
        post("/playground/v1/embeddings", "{\"model\": \"claude-haiku-4.5\", \"input\": \"x\"}");

    assertThat(text(response)).contains("\"model\":\"claude-haiku-4.5\"");
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void whatPassesThroughReportsTheNameThatWasAskedForToo(boolean stream) {
    HttpResponse<byte[]> response =
        post(
            "/playground/v1/completions",
            "{\"model\": \"claude-haiku-4.5\", \"prompt\": \"x\", \"stream\": %s}"
                .formatted(stream));

    assertThat(served(response)).isEqualTo("oa/gpt-6-luna");
    assertThat(text(response)).contains("claude-haiku-4.5").doesNotContain("gpt-6-luna");
    assertThat(text(response).contains("data: [DONE]")).isEqualTo(stream);
  }

  @Test
  void anEventThatIsTooLargeToBeRenamedBreaksTheAnswerOff() {
    Buffer event = Buffer.buffer("data: " + "x".repeat(9 * 1024 * 1024) + "\n\n");
    gateway.script().then(new Step.Replay(200, "text/event-stream", event, List.of(1_000)));

    assertThatThrownBy(
            () ->
                post(
                    "/playground/v1/completions",
                    "{\"model\": \"claude-haiku-4.5\", \"prompt\": \"x\", \"stream\": true}"))
        .hasRootCauseInstanceOf(IOException.class);
  }

  @Test
  void whatPassesThroughKeepsItsBytesWhereNoNameIsReported() {
    HttpResponse<byte[]> response =
        post("/playground/v1/completions", "{\"model\": \"claude-x\", \"prompt\": \"x\"}");

    assertThat(text(response)).contains("\"model\":\"gpt-6-sol\"");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{\"model\": \"auto\", \"app\": \"playground\"}|fast",
        "{\"model\": \"auto\", \"app\": \"lab\"}|balanced",
        "{\"model\": \"auto\", \"app\": \"playground\", \"profile\": \"cheap\"}|cheap",
        "{\"model\": \"profile:cheap\", \"app\": \"playground\"}|cheap",
        "{\"format\": \"openai_chat\", \"app\": \"playground\", \"body\": {\"model\": \"auto\","
            + " \"messages\": [{\"role\": \"user\", \"content\": \"x\"}]}}|fast",
      })
  void aDryRunHasTheProfileOfTheAppToo(String body, String profile) {
    assertThat(operator.post("/v1/route", body).at("/question/profile").asText())
        .isEqualTo(profile);
  }

  @Test
  void listsItsSeedsAndTheOtherNameInThePlaceOfTheModelBehindIt() {
    List<String> playground = operator.get("/playground/v1/models").all("/data", "id");
    List<String> lab = operator.get("/lab/v1/models").all("/data", "id");

    assertThat(playground).startsWith("claude-haiku-4.5").doesNotContain("gpt-6-luna");
    assertThat(playground).contains("gpt-6-sol").doesNotHaveDuplicates();
    assertThat(operator.get("/playground/v1/models").all("/data", "owned_by"))
        .startsWith("gateway");
    assertThat(lab).contains("gpt-6-luna").doesNotContain("claude-haiku-4.5");
  }

  @Test
  void speaksOnlyItsProtocols() {
    HttpResponse<byte[]> refused =
        post("/lab" + ClientApi.CHAT.path("", false), ClientApi.CHAT.body("oa/gpt-6-sol", false));

    assertThat(refused.statusCode()).isEqualTo(404);
  }

  @Test
  void isNamedByRecordsAndHasAProfileForRequestsThatNameNone() {
    HttpResponse<byte[]> plain =
        post("/playground" + ClientApi.CHAT.path("", false), ClientApi.CHAT.body("auto", false));
    HttpResponse<byte[]> named =
        gateway.send(
            operator
                .request("/playground" + ClientApi.CHAT.path("", false))
                .header("x-profile", "cheap")
                .POST(BodyPublishers.ofString(ClientApi.CHAT.body("auto", false)))
                .build());

    var record = gateway.record(id(plain));
    assertThat(record.from().app()).isEqualTo("playground");
    assertThat(record.asked().profile()).isEqualTo("fast");
    assertThat(gateway.record(id(named)).asked().profile()).isEqualTo("cheap");
  }

  @ParameterizedTest
  @EnumSource
  void aWrongKeyIsRefusedInTheShapeOfTheDoor(ClientApi api) {
    HttpResponse<byte[]> refused =
        gateway.send(
            gateway
                .request("/playground" + api.path("claude-haiku-4.5", false))
                .header("x-api-key", "wrong")
                .POST(BodyPublishers.ofString(api.body("claude-haiku-4.5", false)))
                .build());

    assertThat(refused.statusCode()).isEqualTo(401);
    assertThat(api.errorMessage(refused.body())).contains("gateway key");
    assertThat(gateway.record(id(refused)).from().app()).isEqualTo("playground");
  }

  private HttpResponse<byte[]> post(String path, String body) {
    return gateway.send(operator.request(path).POST(BodyPublishers.ofString(body)).build());
  }

  private static String served(HttpResponse<byte[]> response) {
    return response.headers().firstValue("x-signalbox-model").orElseGet(() -> text(response));
  }

  private static String id(HttpResponse<byte[]> response) {
    return response.headers().firstValue("x-request-id").orElseThrow();
  }

  private static String text(HttpResponse<byte[]> response) {
    return new String(response.body(), StandardCharsets.UTF_8);
  }
}
