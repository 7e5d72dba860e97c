package dev.signalbox.gateway.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import com.fasterxml.jackson.databind.JsonNode;
import dev.signalbox.analytics.record.FindingRecord;
import dev.signalbox.gateway.guard.scan.Drawn;
import dev.signalbox.gateway.simulator.SimulatorOptions;
import dev.signalbox.gateway.simulator.Step;
import dev.signalbox.gateway.wire.json.StrictJson;
import io.vertx.core.buffer.Buffer;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** Prompts and answers through the guard, at every kind of door. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class GuardTest {
  private static final String EMAIL = "jane.doe@mail.example.org";
  private static final String KEY = new Drawn(1).of("AKIA[A-Z2-7]{16}");
  private static final String STAND_IN = "\\[EMAIL_[A-Z2-9]{8}]";

  private final RunningGateway gateway =
      new RunningGateway(
          ClientApi.providers("")
              + """
              [[rules]]
              name = "personal data stays away from p-chat"
              classifications = ["personal"]
              projects = ["ruled"]
              deny = ["p-chat"]
              [sanitization]
              enabled = true
              redact_pii = true
              allow = "ops@example\\\\.com"
              [[sanitization.rules]]
              name = "TICKET"
              pattern = "PROJ-\\\\d+"
              [[sanitization.overrides]]
              name = "b"
              projects = ["strict"]
              actions = { credentials = "block" }
              [[sanitization.overrides]]
              name = "q"
              projects = ["quiet"]
              enabled = false
              [[sanitization.overrides]]
              name = "r"
              projects = ["restoring"]
              restore = true
              [[sanitization.overrides]]
              name = "a"
              projects = ["answers"]
              scan_answers = true
              actions = { credentials = "redact" }
              [[sanitization.overrides]]
              name = "n"
              projects = ["no-answers"]
              scan_answers = true
              actions = { credentials = "block" }
              """,
          SimulatorOptions.standard());

  @AfterAll
  void stop() {
    gateway.close();
  }

  @Test
  void changesTheTextsOfABodyAndNoOtherByte() {
    String body =
        """
        { "model":"p-chat/sim-mini",  "x":1.500e2,
         "messages":[{"role":"user","content":"caf\\u00e9 \\ud83d\\ude00 write to %s \\/ now"}], "é":"\\ud800"}\
        """;

    post("", "/v1/chat/completions", body.formatted(EMAIL));

    assertThat(received().replaceFirst(STAND_IN, "%s"))
        .isEqualTo(
            body.replace("p-chat/sim-mini", "sim-mini")
                .replace("\\u00e9", "é")
                .replace("\\ud83d\\ude00", "😀")
                .replace("\\/", "/"));
  }

  @ParameterizedTest
  @CsvSource({
    "CHAT,CHAT", "ANTHROPIC,ANTHROPIC", "RESPONSES,RESPONSES", "GEMINI,GEMINI",
    "CHAT,ANTHROPIC", "ANTHROPIC,GEMINI", "RESPONSES,CHAT", "GEMINI,RESPONSES"
  })
  void sendsStandInsAndGivesTheValuesBackWholeAndInStreams(ClientApi client, ClientApi provider) {
    for (boolean stream : new boolean[] {false, true}) {
      String body = body(client, provider, stream, "please write to " + EMAIL + " at once");

      HttpResponse<byte[]> answer = post("restoring", client.path(provider.model(), stream), body);

      assertThat(answer.statusCode()).as(text(answer)).isEqualTo(200);
      assertThat(received()).doesNotContain(EMAIL).containsPattern(STAND_IN);
      assertThat(joined(client, text(answer))).contains(EMAIL).doesNotContain("[EMAIL_");
    }
  }

  @Test
  void leavesStandInsInAnswersUnlessTheyAreToBeRestored() {
    HttpResponse<byte[]> answer =
        post("", "/v1/chat/completions", chat("write to " + EMAIL, false));

    assertThat(text(answer)).doesNotContain(EMAIL).containsPattern(STAND_IN);
  }

  @Test
  void namesAValueTheSameInEveryRequestOfAConversationAndOtherwiseInAnother() {
    String first = standInOf("one");
    String again = standInOf("one");
    String other = standInOf("two");

    assertThat(again).isEqualTo(first);
    assertThat(other).isNotEqualTo(first);
  }

  private String standInOf(String session) {
    gateway.send(
        gateway
            .request("/v1/chat/completions")
            .header("x-session", session)
            .POST(BodyPublishers.ofString(chat("to " + EMAIL, false)))
            .build());
    return StrictJson.parse(received().getBytes(StandardCharsets.UTF_8))
        .at("/messages/0/content")
        .asText();
  }

  @ParameterizedTest
  @EnumSource
  void refusesWhatBlocksInTheClientsProtocolNamingTypeAndPlaceAndSendsNothing(ClientApi client) {
    int before = gateway.simulator().arrived();

    HttpResponse<byte[]> answer =
        post(
            "strict",
            client.path(client.model(), true),
            body(client, client, true, "my key is " + KEY));

    assertThat(answer.statusCode()).isEqualTo(403);
    assertThat(client.errorMessage(answer.body()))
        .contains("AWS_ACCESS_KEY_ID")
        .contains(client == ClientApi.RESPONSES ? "input" : "0]")
        .doesNotContain(KEY);
    assertThat(gateway.simulator().arrived()).isEqualTo(before);
    assertThat(gateway.record(id(answer)).findings())
        .extracting(FindingRecord::rule, FindingRecord::action)
        .containsExactly(tuple("AWS_ACCESS_KEY_ID", "block"));
  }

  @Test
  void logsWhatIsOnlyLoggedAndKeepsReceiptsWithoutValues() {
    HttpResponse<byte[]> answer =
        post("", "/v1/chat/completions", chat(KEY + " for PROJ-17 of " + EMAIL, false));

    assertThat(received()).contains(KEY).contains("PROJ-17").doesNotContain(EMAIL);
    assertThat(gateway.record(id(answer)).findings())
        .containsExactly(
            new FindingRecord("AWS_ACCESS_KEY_ID", "credential", "messages[0].content", "log"),
            new FindingRecord("TICKET", "own", "messages[0].content", "log"),
            new FindingRecord("EMAIL", "pii", "messages[0].content", "redact"));
    JsonNode shown = stored(id(answer));
    assertThat(shown.at("/findings")).hasSize(3);
    assertThat(shown.toString()).doesNotContain(KEY).doesNotContain(EMAIL);
  }

  @Test
  void letsRulesOfRoutingTellPromptsByWhatWasFound() {
    int before = gateway.simulator().arrived();

    HttpResponse<byte[]> personal = post("ruled", "/v1/chat/completions", chat(EMAIL, false));
    HttpResponse<byte[]> plain = post("ruled", "/v1/chat/completions", chat("hello", false));

    assertThat(personal.statusCode()).isGreaterThanOrEqualTo(400);
    assertThat(plain.statusCode()).isEqualTo(200);
    assertThat(gateway.simulator().arrived()).isEqualTo(before + 1);
  }

  @Test
  void passesWhatIsAllowedAndWhatNobodyWantsScanned() {
    post("", "/v1/chat/completions", chat("ops@example.com", false));
    assertThat(received()).contains("ops@example.com");

    post("quiet", "/v1/chat/completions", chat(EMAIL, false));
    assertThat(received()).contains(EMAIL);
  }

  @Test
  void looksIntoArgumentsAndResultsOfToolsAndTheSystemTextAndNotIntoImages() {
    String image = "iVBORw0KGgoAAAANSUhEUgAA" + new Drawn(3).of("[A-Za-z0-9+/]{400}");
    String body =
        """
        {"model":"p-anthropic/sim-mini","max_tokens":64,"system":"I am %1$s","messages":[
        {"role":"user","content":[{"type":"image","source":{"type":"base64","media_type":"image/png","data":"%2$s"}}]},
        {"role":"assistant","content":[{"type":"tool_use","id":"t","name":"f","input":{"to":"%1$s","%1$s":1}}]},
        {"role":"user","content":[{"type":"tool_result","tool_use_id":"t","content":"sent to %1$s"}]}]}\
        """
            .formatted(EMAIL, image);

    HttpResponse<byte[]> answer = post("", "/v1/messages", body);

    assertThat(received()).doesNotContain(EMAIL).contains(image);
    assertThat(gateway.record(id(answer)).findings())
        .extracting(FindingRecord::field)
        .containsExactly(
            "system",
            "messages[1].content[0].input.to",
            "messages[1].content[0].input.*",
            "messages[2].content[0].content");
  }

  @Test
  void looksAtValuesThatOnlyTheirNamesTell() {
    String secret = new Drawn(4).of("[a-z]{3}[0-9]{3}[A-Za-z0-9]{18}");
    String body =
        """
        {"model":"p-anthropic/sim-mini","max_tokens":64,"messages":[{"role":"user","content":"go"},
        {"role":"assistant","content":[{"type":"tool_use","id":"t","name":"f","input":{"api_key":"%s"}}]},
        {"role":"user","content":[{"type":"tool_result","tool_use_id":"t","content":"ok"}]}]}\
        """
            .formatted(secret);

    HttpResponse<byte[]> answer = post("strict", "/v1/messages", body);

    assertThat(answer.statusCode()).isEqualTo(403);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          /v1/completions  | {"model":"p-chat/sim-mini","prompt":"to EMAIL"}
          /v1/moderations  | {"model":"p-chat/sim-mini","input":"to EMAIL"}
          /v1/rerank       | {"model":"p-chat/sim-mini","query":"EMAIL","documents":["a","b"]}
          /v1/audio/speech | {"model":"p-chat/sim-mini","input":"to EMAIL","voice":"alloy"}
          /v1/embeddings   | {"model":"p-chat/sim-mini","input":["to EMAIL"]}
          /v1/messages/count_tokens | {"model":"p-anthropic/sim-mini","messages":[{"role":"user","content":"to EMAIL"}]}
          """)
  void standsAtTheDoorsThatPassBytesToo(String path, String body) {
    HttpResponse<byte[]> answer = post("", path, body.replace("EMAIL", EMAIL));

    assertThat(answer.statusCode()).as(text(answer)).isEqualTo(200);
    assertThat(received()).doesNotContain(EMAIL).containsPattern(STAND_IN);
  }

  @Test
  void givesValuesBackAlsoInWhatPassesThrough() {
    gateway.script().then(new Step.Replay(200, "application/json", Buffer.buffer("{}"), List.of()));
    post(
        "restoring",
        "/v1/completions",
        "{\"model\":\"p-chat/sim-mini\",\"prompt\":\"" + EMAIL + "\"}");
    String standIn =
        StrictJson.parse(received().getBytes(StandardCharsets.UTF_8)).path("prompt").asText();
    gateway
        .script()
        .then(
            new Step.Replay(
                200,
                "application/json",
                Buffer.buffer("{\"choices\":[{\"text\":\"to " + standIn + "\"}]}"),
                List.of(7)));

    HttpResponse<byte[]> answer =
        post(
            "restoring",
            "/v1/completions",
            "{\"model\":\"p-chat/sim-mini\",\"prompt\":\"" + EMAIL + "\"}");

    assertThat(text(answer)).isEqualTo("{\"choices\":[{\"text\":\"to " + EMAIL + "\"}]}");
  }

  @Test
  void scansAnswersAlsoWhereASecretIsCutIntoEvents() {
    gateway
        .script()
        .then(
            stream(
                "The key is ",
                KEY.substring(0, 2),
                KEY.substring(2, 11),
                KEY.substring(11),
                " so ",
                "keep it"));

    HttpResponse<byte[]> answer = post("answers", "/v1/chat/completions", chat("tell me", true));

    assertThat(joined(ClientApi.CHAT, text(answer)))
        .doesNotContain(KEY.substring(11))
        .containsPattern("The key is \\[AWS_ACCESS_KEY_ID_[A-Z2-9]{8}] so keep it");
    assertThat(text(answer)).endsWith("data: [DONE]\n\n");
    assertThat(gateway.record(id(answer)).findings())
        .extracting(FindingRecord::rule)
        .containsExactly("AWS_ACCESS_KEY_ID");
  }

  @Test
  void endsAStreamWithAnErrorWhereAnAnswerHoldsWhatBlocks() {
    gateway
        .script()
        .then(stream("The key is ", KEY.substring(0, 9), KEY.substring(9), " so ", "keep it"));

    HttpResponse<byte[]> answer = post("no-answers", "/v1/chat/completions", chat("tell me", true));

    assertThat(text(answer))
        .contains("AWS_ACCESS_KEY_ID")
        .doesNotContain(KEY.substring(9))
        .doesNotContain("[DONE]");
  }

  @Test
  void refusesAWholeAnswerThatHoldsWhatBlocks() {
    String answer =
        "{\"id\":\"c\",\"object\":\"chat.completion\",\"model\":\"m\",\"choices\":[{\"index\":0,\"message\":{\"role\":\"assistant\",\"content\":\"it is "
            + KEY
            + "\"},\"finish_reason\":\"stop\"}]}";
    gateway
        .script()
        .then(new Step.Replay(200, "application/json", Buffer.buffer(answer), List.of()));

    HttpResponse<byte[]> refused =
        post("no-answers", "/v1/chat/completions", chat("tell me", false));

    assertThat(refused.statusCode()).isEqualTo(403);
    assertThat(ClientApi.CHAT.errorMessage(refused.body()))
        .contains("AWS_ACCESS_KEY_ID")
        .doesNotContain(KEY);
  }

  @Test
  void refusesBodiesThatAScannerWouldReadOtherwise() {
    String body = chat("to " + EMAIL, false);

    HttpResponse<byte[]> wide =
        gateway.send(
            gateway
                .request("/v1/chat/completions")
                .POST(BodyPublishers.ofByteArray(body.getBytes(StandardCharsets.UTF_16LE)))
                .build());

    assertThat(wide.statusCode()).isEqualTo(400);
  }

  @Test
  void scansLargeBodiesBesideTheEventLoop() {
    String body = chat("word ".repeat(40_000) + EMAIL, false);

    HttpResponse<byte[]> answer = post("", "/v1/chat/completions", body);

    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(received()).doesNotContain(EMAIL);
  }

  @Test
  void refusesEveryFindingWhereTheGateIsShutAndSendsItWhereItIsOpen() {
    try (RunningGateway gated = gated(true);
        RunningGateway open = gated(false)) {
      String body = chat("key " + KEY, false);

      assertThat(gated.post("/v1/chat/completions", body).statusCode()).isEqualTo(403);
      assertThat(gated.simulator().arrived()).isZero();
      assertThat(open.post("/v1/chat/completions", body).statusCode()).isEqualTo(200);
      assertThat(open.simulator().received().getLast().body().toString()).contains(KEY);
    }
  }

  private static RunningGateway gated(boolean shut) {
    return new RunningGateway(
        ClientApi.providers("")
            + "[sanitization]\nenabled = true\ncompliance_gate = "
            + shut
            + "\n",
        SimulatorOptions.standard());
  }

  private static Step stream(String... texts) {
    var events = new StringBuilder();
    for (String text : texts) {
      events
          .append(
              "data: {\"id\":\"c\",\"object\":\"chat.completion.chunk\",\"model\":\"m\",\"choices\":[{\"index\":0,\"delta\":{\"content\":\"")
          .append(text)
          .append("\"}}]}\n\n");
    }
    events.append(
        "data: {\"id\":\"c\",\"object\":\"chat.completion.chunk\",\"model\":\"m\",\"choices\":[{\"index\":0,\"delta\":{},\"finish_reason\":\"stop\"}]}\n\n");
    events.append("data: [DONE]\n\n");
    return new Step.Replay(200, "text/event-stream", Buffer.buffer(events.toString()), List.of(37));
  }

  private static String chat(String text, boolean stream) {
    return body(ClientApi.CHAT, ClientApi.CHAT, stream, text);
  }

  private static String body(ClientApi client, ClientApi provider, boolean stream, String text) {
    return client
        .body(provider.model(), stream)
        .replaceFirst("say (something|it)", text)
        .replace("\"max_tokens\":64", "\"max_tokens\":500");
  }

  private HttpResponse<byte[]> post(String project, String path, String body) {
    var request = gateway.request(path).POST(BodyPublishers.ofString(body));
    if (!project.isEmpty()) {
      request.header("x-project", project);
    }
    return gateway.send(request.build());
  }

  /** It is stored a moment after the answer. */
  private JsonNode stored(String id) {
    Control control = new Control(gateway, "");
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
    Control.Answer answer = control.get("/v1/records/" + id);
    while (answer.status() == 404 && System.nanoTime() < deadline) {
      answer = control.get("/v1/records/" + id);
    }
    return answer.json();
  }

  private String received() {
    return gateway.simulator().received().getLast().body().toString();
  }

  private static String id(HttpResponse<byte[]> answer) {
    return answer.headers().firstValue("x-request-id").orElseThrow();
  }

  private static String text(HttpResponse<byte[]> answer) {
    return new String(answer.body(), StandardCharsets.UTF_8);
  }

  /** The text of an answer, whole or streamed, put together. */
  private static String joined(ClientApi client, String answer) {
    if (answer.startsWith("{")) {
      return answer;
    }
    var text = new StringBuilder();
    answer
        .lines()
        .filter(line -> line.startsWith("data: {"))
        .map(line -> StrictJson.parse(line.substring(6).getBytes(StandardCharsets.UTF_8)))
        .map(
            event ->
                switch (client) {
                  case CHAT -> event.at("/choices/0/delta/content").asText();
                  case ANTHROPIC -> event.at("/delta/text").asText();
                  case RESPONSES -> event.path("delta").asText();
                  case GEMINI -> event.at("/candidates/0/content/parts/0/text").asText();
                })
        .forEach(text::append);
    return text.toString();
  }
}
