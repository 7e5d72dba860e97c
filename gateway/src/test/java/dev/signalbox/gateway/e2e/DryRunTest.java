package dev.signalbox.gateway.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.signalbox.gateway.simulator.SimulatorOptions;
import dev.signalbox.gateway.wire.json.StrictJson;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What {@code POST /v1/route} decides, with nobody called. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class DryRunTest {
  private static final String PNG = "iVBORw0KGgo=";
  private static final int WORDS = 240_000;

  private final RunningGateway gateway =
      new RunningGateway(Control.CONFIG, SimulatorOptions.standard());
  private final Control control = new Control(gateway, Control.OPERATOR);

  @AfterAll
  void stop() {
    gateway.close();
  }

  @ParameterizedTest
  @EnumSource
  void aClientsRequestIsDecidedAsItWouldBeServed(ClientApi api) {
    ObjectNode body = api.tree("auto", false);
    int before = gateway.simulator().arrived();

    Control.Answer dry = control.post("/v1/route", StrictJson.toText(wrapped(api, body)));
    int after = gateway.simulator().arrived();
    Control.Answer live =
        control.get(
            "/v1/decisions/"
                + control.decisionOf(
                    control
                        .request(api.path("auto", false))
                        .POST(BodyPublishers.ofString(StrictJson.toText(body)))));

    assertThat(after).isEqualTo(before);
    assertThat(dry.at("/mode").asText()).isEqualTo("dry_run");
    assertThat(live.at("/mode").asText()).isEqualTo("live");
    assertThat(dry.at("/question/format")).isEqualTo(live.at("/question/format"));
    assertThat(dry.at("/question/input_tokens")).isEqualTo(live.at("/question/input_tokens"));
    assertThat(dry.at("/layers")).isEqualTo(live.at("/layers"));
    assertThat(dry.at("/plan")).isEqualTo(live.at("/plan"));
  }

  @ParameterizedTest
  @EnumSource
  void aBareRequestIsKnownByItsShape(ClientApi api) {
    ObjectNode body = api.tree("auto", false);
    if (api == ClientApi.ANTHROPIC) {
      body.put("system", "be brief");
    }
    if (api == ClientApi.GEMINI) {
      body.put("model", "auto");
    }

    Control.Answer answer = control.post("/v1/route", StrictJson.toText(body));

    assertThat(answer.status()).as("%s", answer.json()).isEqualTo(200);
    assertThat(answer.at("/question/format").asText()).isEqualTo(formatOf(api));
  }

  @Test
  void theHeaderOfAnthropicsClientsMakesMessagesTheirs() {
    Control.Answer answer =
        control.send(
            control
                .request("/v1/route")
                .header("anthropic-version", "2023-06-01")
                .POST(BodyPublishers.ofString(ClientApi.ANTHROPIC.body("auto", false))));

    assertThat(answer.at("/question/format").asText()).isEqualTo("anthropic");
  }

  @ParameterizedTest
  @EnumSource
  void anImageNeverGoesToAModelThatReadsTextOnly(ClientApi api) {
    for (String profile : List.of("balanced", "cheap", "fast", "best", "chat")) {
      Control.Answer answer =
          control.post(
              "/v1/route", StrictJson.toText(wrapped(api, showing(api, "profile:" + profile))));

      assertThat(answer.all("/plan", "model")).isNotEmpty().noneMatch(DryRunTest::isTextOnly);
      assertThat(answer.dropped("capability"))
          .containsExactly(
              "groq/openai/gpt-oss-20b no_capability", "groq/openai/gpt-oss-120b no_capability");
    }
  }

  @ParameterizedTest
  @EnumSource
  void twoHundredThousandTokensNeverGoToAModelThatReadsFewer(ClientApi api) {
    ObjectNode body = saying(api, "word ".repeat(WORDS));

    Control.Answer answer = control.post("/v1/route", StrictJson.toText(wrapped(api, body)));

    assertThat(answer.at("/question/input_tokens").longValue()).isGreaterThanOrEqualTo(200_000);
    assertThat(answer.all("/plan", "model")).isNotEmpty().noneMatch(DryRunTest::isTextOnly);
    assertThat(answer.dropped("capability"))
        .containsExactly(
            "groq/openai/gpt-oss-20b context_too_small",
            "groq/openai/gpt-oss-120b context_too_small");
  }

  @ParameterizedTest
  @EnumSource
  void anEmptyPlanIsToldWithWhatTheClientWouldHear(ClientApi api) {
    ObjectNode body = showing(api, "groq/openai/gpt-oss-20b");

    Control.Answer dry = control.post("/v1/route", StrictJson.toText(wrapped(api, body)));
    var live =
        gateway.send(
            control
                .request(api.path("groq/openai/gpt-oss-20b", false))
                .POST(BodyPublishers.ofString(StrictJson.toText(body)))
                .build());

    assertThat(dry.status()).isEqualTo(200);
    assertThat(dry.at("/plan")).isEmpty();
    assertThat(dry.at("/refusal/code").asText()).isEqualTo("no_capability");
    assertThat(dry.at("/refusal/status").intValue()).isEqualTo(live.statusCode());
    assertThat(dry.at("/refusal/message").asText()).isEqualTo(api.errorMessage(live.body()));
  }

  @Test
  void aContinuedAnswerIsDecidedWithItsWholeConversation() {
    ObjectNode first = showing(ClientApi.RESPONSES, "auto");
    ((ArrayNode) first.path("input"))
        .addObject()
        .put("role", "user")
        .put("content", "word ".repeat(5_000));
    Control.Answer answered = control.post("/v1/responses", StrictJson.toText(first));
    ObjectNode next =
        ClientApi.RESPONSES
            .tree("auto", false)
            .put("previous_response_id", answered.at("/id").asText());

    Control.Answer dry = control.post("/v1/route", StrictJson.toText(next));
    Control.Answer wrapped =
        control.post("/v1/route", StrictJson.toText(wrapped(ClientApi.RESPONSES, next)));
    Control.Answer live =
        control.get(
            "/v1/decisions/"
                + control.decisionOf(
                    control
                        .request("/v1/responses")
                        .POST(BodyPublishers.ofString(StrictJson.toText(next)))));
    Control.Answer stranger =
        new Control(gateway, Control.BLUE).post("/v1/route", StrictJson.toText(next));

    assertThat(answered.status()).as("%s", answered.json()).isEqualTo(200);
    assertThat(live.at("/question/input_tokens").longValue()).isGreaterThan(5_000);
    assertThat(live.at("/question/needs").toString()).contains("vision");
    assertThat(live.at("/question/session").asText()).isEqualTo(answered.at("/id").asText());
    for (Control.Answer asked : List.of(dry, wrapped)) {
      assertThat(questionOf(asked)).isEqualTo(questionOf(live));
      assertThat(asked.at("/layers")).isEqualTo(live.at("/layers"));
      assertThat(asked.at("/plan")).isEqualTo(live.at("/plan"));
    }
    assertThat(stranger.at("/question/input_tokens").longValue()).isLessThan(100);
  }

  @Test
  void strictModeRefusesWhatWouldBeLostThoughOnlyOneModelIsThere() {
    ObjectNode body = ClientApi.CHAT.tree("an/claude-sonnet-5-5", false);
    body.put("frequency_penalty", 1);

    Control.Answer lenient = control.post("/v1/route", StrictJson.toText(body));
    Control.Answer strict =
        control.send(
            control
                .request("/v1/route")
                .header("x-signalbox-strict", "1")
                .POST(BodyPublishers.ofString(StrictJson.toText(body))));

    assertThat(lenient.at("/layers/1/kept_with_loss/0/fields/0").asText())
        .isEqualTo("frequency_penalty");
    assertThat(strict.at("/refusal/code").asText()).isEqualTo("translation_loss");
  }

  @Test
  void aQuestionSaysWhatItNeedsInTheWordsOfTheRecord() {
    Control.Answer answer =
        control.post(
            "/v1/route",
            """
            {"model": "auto", "profile": "code", "needs": ["tools", "vision"],
             "input_tokens": 1830, "max_output": 1024, "project": "shop", "task": "review"}
            """);

    assertThat(answer.status()).as("%s", answer.json()).isEqualTo(200);
    assertThat(answer.at("/question/profile").asText()).isEqualTo("code");
    assertThat(answer.at("/question/project").asText()).isEqualTo("shop");
    assertThat(answer.at("/question/task").asText()).isEqualTo("review");
    assertThat(answer.dropped("capability")).hasSize(2);
    assertThat(answer.at("/plan")).isNotEmpty();
  }

  @Test
  void headersFillWhatAQuestionLeavesOut() {
    Control.Answer answer =
        control.send(
            control
                .request("/v1/route")
                .header("x-project", "shop")
                .header("x-source", "till")
                .header("x-task", "sums")
                .header("x-session", "s-1")
                .header("x-profile", "fast")
                .header("x-signalbox-strict", "1")
                .header("x-signalbox-no-failover", "1")
                .POST(BodyPublishers.ofString("{\"source\": \"desk\"}")));

    JsonNode question = answer.at("/question");
    assertThat(question.path("requested").asText()).isEqualTo("auto");
    assertThat(question.path("project").asText()).isEqualTo("shop");
    assertThat(question.path("source").asText()).isEqualTo("desk");
    assertThat(question.path("task").asText()).isEqualTo("sums");
    assertThat(question.path("session").asText()).isEqualTo("s-1");
    assertThat(question.path("profile").asText()).isEqualTo("fast");
    assertThat(question.path("strict").booleanValue()).isTrue();
    assertThat(question.path("failover").booleanValue()).isFalse();
    assertThat(answer.at("/plan")).hasSize(1);
  }

  @Test
  void anAppsNamesCountWhereTheRequestWouldComeThroughIt() {
    Control.Answer answer =
        control.post("/v1/route", "{\"model\": \"whatever\", \"app\": \"desk\"}");

    assertThat(answer.all("/plan", "model")).containsExactly("oa/gpt-6-luna");
    assertThat(control.post("/v1/route", "{\"app\": \"none\"}").at("/error/param").asText())
        .isEqualTo("app");
  }

  @Test
  void answersWhyItIsNotOneOfUpToTenModels() {
    Control.Answer answer =
        control.post(
            "/v1/route?why_not=groq/openai/gpt-oss-20b&why_not=oa/none",
            "{\"needs\": [\"vision\"]}");
    Control.Answer tooMany = control.post("/v1/route?" + "why_not=a/b&".repeat(11), "{}");

    assertThat(answer.at("/why_not/0/answer").asText()).isEqualTo("dropped");
    assertThat(answer.at("/why_not/0/layer").asText()).isEqualTo("capability");
    assertThat(answer.at("/why_not/1/answer").asText()).isEqualTo("no_candidate");
    assertThat(tooMany.status()).isEqualTo(400);
    assertThat(tooMany.at("/error/param").asText()).isEqualTo("why_not");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{\"model\": \"gpt-7-soul\"} | 404 | model_not_found | model",
        "{\"profile\": \"fats\"} | 400 | invalid_request | profile",
        "{\"needs\": [\"wings\"]} | 400 | invalid_request | needs[0]",
        "{\"input_tokens\": -1} | 400 | invalid_request | input_tokens",
        "{\"tokens\": 1} | 400 | invalid_request | tokens",
        "{\"format\": \"xml\", \"body\": {}} | 400 | invalid_request | format",
        "{\"format\": \"gemini\", \"body\": {}} | 400 | invalid_request | model",
        "{\"format\": \"anthropic\", \"body\": []} | 400 | invalid_request | body",
        "{\"format\": \"anthropic\", \"body\": {}, \"more\": 1} | 400 | invalid_request | more",
        "{\"format\": \"openai_chat\", \"body\": {\"messages\": []}} | 400 | invalid_request | model"
      })
  void whatIsWrongIsNamedWithWhatIsAllowed(String body, int status, String code, String param) {
    Control.Answer answer = control.post("/v1/route", body);

    assertThat(answer.status()).as("%s", answer.json()).isEqualTo(status);
    assertThat(answer.at("/error/code").asText()).isEqualTo(code);
    assertThat(answer.at("/error/param").asText()).isEqualTo(param);
    assertThat(answer.at("/error/message").asText()).isNotEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "[]", "nothing", "{\"model\": \"auto\"", "{\"a\": 1, \"a\": 2}"})
  void aBodyThatIsNoObjectIsRefused(String body) {
    Control.Answer answer = control.post("/v1/route", body);

    assertThat(answer.status()).isEqualTo(400);
    assertThat(answer.at("/error/code").asText()).isEqualTo("invalid_request");
  }

  /** All of it but the moment. */
  private static JsonNode questionOf(Control.Answer answer) {
    ObjectNode question = answer.at("/question").deepCopy();
    question.remove("at");
    question.remove("seed"); // of the request's id
    return question;
  }

  private static boolean isTextOnly(String model) {
    return model.startsWith("groq/");
  }

  private static String formatOf(ClientApi api) {
    return switch (api) {
      case CHAT -> "openai_chat";
      case RESPONSES -> "openai_responses";
      case ANTHROPIC -> "anthropic";
      case GEMINI -> "gemini";
    };
  }

  private static ObjectNode wrapped(ClientApi api, ObjectNode body) {
    ObjectNode wrapper = StrictJson.object().put("format", formatOf(api));
    if (api == ClientApi.GEMINI) {
      wrapper.put("model", body.has("model") ? body.remove("model").asText() : "auto");
    }
    wrapper.set("body", body);
    return wrapper;
  }

  private static ObjectNode saying(ClientApi api, String text) {
    ObjectNode body = api.tree("auto", false);
    switch (api) {
      case CHAT, ANTHROPIC -> ((ObjectNode) body.at("/messages/0")).put("content", text);
      case RESPONSES -> body.put("input", text);
      case GEMINI -> ((ObjectNode) body.at("/contents/0/parts/0")).put("text", text);
    }
    return body;
  }

  private static ObjectNode showing(ClientApi api, String model) {
    ObjectNode body = api.tree(model, false);
    String url = "data:image/png;base64," + PNG;
    switch (api) {
      case CHAT ->
          content(body).addObject().put("type", "image_url").putObject("image_url").put("url", url);
      case ANTHROPIC ->
          content(body)
              .addObject()
              .put("type", "image")
              .putObject("source")
              .put("type", "base64")
              .put("media_type", "image/png")
              .put("data", PNG);
      case RESPONSES ->
          body.putArray("input")
              .addObject()
              .put("role", "user")
              .putArray("content")
              .addObject()
              .put("type", "input_image")
              .put("image_url", url);
      case GEMINI -> {
        ((ArrayNode) body.at("/contents/0/parts"))
            .addObject()
            .putObject("inlineData")
            .put("mimeType", "image/png")
            .put("data", PNG);
        body.put("model", model);
      }
    }
    return body;
  }

  private static ArrayNode content(ObjectNode body) {
    return ((ObjectNode) body.at("/messages/0")).putArray("content");
  }
}
