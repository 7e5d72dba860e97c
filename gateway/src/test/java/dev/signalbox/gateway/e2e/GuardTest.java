package dev.signalbox.gateway.e2e;

import static dev.signalbox.gateway.e2e.GuardedGateway.EMAIL;
import static dev.signalbox.gateway.e2e.GuardedGateway.KEY;
import static dev.signalbox.gateway.e2e.GuardedGateway.STAND_IN;
import static dev.signalbox.gateway.e2e.GuardedGateway.body;
import static dev.signalbox.gateway.e2e.GuardedGateway.chat;
import static dev.signalbox.gateway.e2e.GuardedGateway.id;
import static dev.signalbox.gateway.e2e.GuardedGateway.joined;
import static dev.signalbox.gateway.e2e.GuardedGateway.text;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import com.fasterxml.jackson.databind.JsonNode;
import dev.signalbox.analytics.record.FindingRecord;
import dev.signalbox.gateway.guard.scan.Drawn;
import dev.signalbox.gateway.wire.json.StrictJson;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** Prompts through the guard, at every kind of door. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class GuardTest {
  private final GuardedGateway guarded = new GuardedGateway();
  private final RunningGateway gateway = guarded.running();

  @AfterAll
  void stop() {
    guarded.close();
  }

  @Test
  void changesTheTextsOfABodyAndNoOtherByte() {
    String body =
        """
        { "model":"p-chat/sim-mini",  "x":1.500e2,
         "messages":[{"role":"user","content":"caf\\u00e9 \\ud83d\\ude00 write to %s \\/ now"}], "é":"\\ud800"}\
        """;

    guarded.post("", "/v1/chat/completions", body.formatted(EMAIL));

    assertThat(guarded.received().replaceFirst(STAND_IN, "%s"))
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

      HttpResponse<byte[]> answer =
          guarded.post("restoring", client.path(provider.model(), stream), body);

      assertThat(answer.statusCode()).as(text(answer)).isEqualTo(200);
      assertThat(guarded.received()).doesNotContain(EMAIL).containsPattern(STAND_IN);
      assertThat(joined(client, text(answer))).contains(EMAIL).doesNotContain("[EMAIL_");
    }
  }

  @Test
  void leavesStandInsInAnswersUnlessTheyAreToBeRestored() {
    HttpResponse<byte[]> answer =
        guarded.post("", "/v1/chat/completions", chat("write to " + EMAIL, false));

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
    return StrictJson.parse(guarded.received().getBytes(StandardCharsets.UTF_8))
        .at("/messages/0/content")
        .asText();
  }

  @ParameterizedTest
  @EnumSource
  void refusesWhatBlocksInTheClientsProtocolNamingTypeAndPlaceAndSendsNothing(ClientApi client) {
    int before = gateway.simulator().arrived();

    HttpResponse<byte[]> answer =
        guarded.post(
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
        guarded.post("", "/v1/chat/completions", chat(KEY + " for PROJ-17 of " + EMAIL, false));

    assertThat(guarded.received()).contains(KEY).contains("PROJ-17").doesNotContain(EMAIL);
    assertThat(gateway.record(id(answer)).findings())
        .containsExactly(
            new FindingRecord("AWS_ACCESS_KEY_ID", "credential", "messages[0].content", "log"),
            new FindingRecord("TICKET", "own", "messages[0].content", "log"),
            new FindingRecord("EMAIL", "pii", "messages[0].content", "redact"));
    JsonNode shown = guarded.stored(id(answer));
    assertThat(shown.at("/findings")).hasSize(3);
    assertThat(shown.toString()).doesNotContain(KEY).doesNotContain(EMAIL);
  }

  @Test
  void letsRulesOfRoutingTellPromptsByWhatWasFound() {
    int before = gateway.simulator().arrived();

    HttpResponse<byte[]> personal =
        guarded.post("ruled", "/v1/chat/completions", chat(EMAIL, false));
    HttpResponse<byte[]> plain =
        guarded.post("ruled", "/v1/chat/completions", chat("hello", false));

    assertThat(personal.statusCode()).isGreaterThanOrEqualTo(400);
    assertThat(plain.statusCode()).isEqualTo(200);
    assertThat(gateway.simulator().arrived()).isEqualTo(before + 1);
  }

  @Test
  void passesWhatIsAllowedAndWhatNobodyWantsScanned() {
    guarded.post("", "/v1/chat/completions", chat("ops@example.com", false));
    assertThat(guarded.received()).contains("ops@example.com");

    guarded.post("quiet", "/v1/chat/completions", chat(EMAIL, false));
    assertThat(guarded.received()).contains(EMAIL);
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

    HttpResponse<byte[]> answer = guarded.post("", "/v1/messages", body);

    assertThat(guarded.received()).doesNotContain(EMAIL).contains(image);
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

    HttpResponse<byte[]> answer = guarded.post("strict", "/v1/messages", body);

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
    HttpResponse<byte[]> answer = guarded.post("", path, body.replace("EMAIL", EMAIL));

    assertThat(answer.statusCode()).as(text(answer)).isEqualTo(200);
    assertThat(guarded.received()).doesNotContain(EMAIL).containsPattern(STAND_IN);
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

    HttpResponse<byte[]> answer = guarded.post("", "/v1/chat/completions", body);

    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(guarded.received()).doesNotContain(EMAIL);
  }
}
