package dev.signalbox.gateway.sdk;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.signalbox.analytics.record.AttemptRecord;
import dev.signalbox.analytics.record.Bill;
import dev.signalbox.analytics.record.RequestRecord;
import dev.signalbox.gateway.e2e.ClientApi;
import dev.signalbox.gateway.simulator.Step;
import dev.signalbox.gateway.wire.eventstream.Frames;
import dev.signalbox.gateway.wire.json.StrictJson;
import dev.signalbox.gateway.wire.recorded.Recording;
import dev.signalbox.gateway.wire.recorded.Recordings;
import io.vertx.core.buffer.Buffer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.http.HttpClient;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Clients of every API, by their official SDKs, at Bedrock by Converse, whole and in frames. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class BedrockProviderTest {
  private static final String MODEL = "us.anthropic.claude-sonnet-4-5-20250929-v1:0";
  private static final String FRAMES = "application/vnd.amazon.eventstream";
  private final ProviderStage stage =
      ProviderStage.of(
          "bedrock",
          """
          [[providers]]
          id = "bedrock"
          provider_type = "bedrock"
          region = "eu-central-1"
          api = "converse"
          access_key_id = "AKIDEXAMPLE"
          secret_access_key = "the-secret-of-aws"
          session_token = "the-token-of-aws"
          endpoint = "UPSTREAM"
          models = ["us.anthropic.claude-sonnet-4-5-20250929-v1:0"]
          breaker = { min_calls = 1000 }
          [models.both]
          targets = ["bedrock/us.anthropic.claude-sonnet-4-5-20250929-v1:0", "spare/spare-model"]
          """);

  @BeforeEach
  void forget() {
    stage.forget();
  }

  @AfterAll
  void stop() {
    stage.close();
  }

  @ParameterizedTest
  @EnumSource
  void answersAndStreamsTheSameText(Sdk sdk) {
    answers("text-whole", "text-stream");

    Answer whole = stage.talk(sdk).ask(Question.of(MODEL, "Where do herons nest?"));
    assertThat(stage.last().uri())
        .isEqualTo("/model/us.anthropic.claude-sonnet-4-5-20250929-v1%3A0/converse");
    Answer streamed = stage.talk(sdk).stream(Question.of(MODEL, "Where do herons nest?"));

    assertThat(whole.text()).isEqualTo("Herons nest in tall trees, often by the water.");
    assertThat(whole.end()).isEqualTo(Answer.End.DONE);
    assertThat(whole.output()).isEqualTo(11);
    assertThat(streamed).isEqualTo(whole);
    assertThat(stage.last().uri())
        .isEqualTo("/model/us.anthropic.claude-sonnet-4-5-20250929-v1%3A0/converse-stream");
    assertThat(stage.asked().has("model")).isFalse();
    assertThat(stage.asked().path("messages").path(0).path("content").path(0).path("text").asText())
        .isEqualTo("Where do herons nest?");
  }

  @ParameterizedTest
  @EnumSource
  void callsFunctionsAndUsesTheirResults(Sdk sdk) {
    answers("tools-whole", "tools-stream", "text-whole");
    Question question = Question.of(MODEL, "The tides?").withFunctions(ProviderStage.TIDE);

    Answer called = stage.talk(sdk).ask(question);
    Answer streamed = stage.talk(sdk).stream(question);
    Answer answered =
        stage.talk(sdk).ask(question.followedBy(called, List.of("{\"h\": 4}", "{\"h\": 5}")));

    assertThat(called.end()).isEqualTo(Answer.End.CALLS);
    assertThat(called.text()).isEqualTo("I will look up the tide in Brest and Nantes.");
    assertThat(called.calls())
        .extracting(Answer.Call::name)
        .containsExactly("get_tide", "get_tide");
    assertThat(called.calls().getLast().arguments().path("harbour").asText()).isEqualTo("Nantes");
    assertThat(streamed.withoutIds()).isEqualTo(called.withoutIds());
    assertThat(answered.text()).isEqualTo("Herons nest in tall trees, often by the water.");
    assertThat(
            stage
                .asked()
                .path("toolConfig")
                .path("tools")
                .path(0)
                .path("toolSpec")
                .path("name")
                .asText())
        .isEqualTo("get_tide");
    assertThat(results()).hasSize(2);
  }

  @Test
  void signsWhatItSends() {
    answers("text-whole");

    stage.ask(ClientApi.CHAT, MODEL, false);

    assertThat(stage.last().headers().get("x-amz-security-token")).isEqualTo("the-token-of-aws");
    assertThat(stage.last().headers().get("authorization"))
        .matches(
            "AWS4-HMAC-SHA256 Credential=AKIDEXAMPLE/\\d{8}/eu-central-1/bedrock/aws4_request, "
                + "SignedHeaders=content-type;host;x-amz-date;x-amz-security-token, "
                + "Signature=[0-9a-f]{64}");
  }

  @Test
  void signsAnewWhereTheClocksDiffer() {
    String theirs =
        DateTimeFormatter.RFC_1123_DATE_TIME.format(ZonedDateTime.now(ZoneOffset.UTC).plusHours(2));
    Step skewed =
        new Step.Status(
            403,
            Map.of("x-amzn-errortype", "InvalidSignatureException", "date", theirs),
            Optional.of("{\"message\":\"Signature expired\"}"));
    stage.next("/model/", skewed);
    answers("text-whole");

    HttpResponse<byte[]> answer = stage.ask(ClientApi.CHAT, MODEL, false);

    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(stage.record(answer).attempts()).hasSize(1);
    stage.next("/model/", skewed);
    assertThat(stage.ask(ClientApi.CHAT, MODEL, false).statusCode())
        .as("the time is theirs already: the keys are at fault")
        .isEqualTo(502);
  }

  @ParameterizedTest
  @EnumSource
  void anotherProviderAnswersWhileItIsThrottled(Sdk sdk) {
    stage.next("/model/", refused(429, "ThrottlingException", "Too many requests"));
    stage.next("/model/", replayed("throttled-stream"));

    assertThat(stage.talk(sdk).ask(Question.of("both", "Is the sea green?")).text())
        .startsWith("[simulated]");
    stage.forgetBenches();
    assertThat(stage.talk(sdk).stream(Question.of("both", "Is the sea green?")).text())
        .startsWith("[simulated]");
    assertThat(stage.last().uri()).isEqualTo("/v1/chat/completions");
  }

  @Test
  void aModelThatWasNotGrantedLeavesTheKeyToOthers() {
    stage.next(
        "/model/",
        refused(
            403,
            "AccessDeniedException",
            "You don't have access to the model with the specified model ID."));

    RequestRecord record = stage.record(stage.ask(ClientApi.CHAT, "both", false));

    assertThat(record.attempts()).hasSize(2);
    assertThat(record.attempts().getFirst().outcome()).isEqualTo("upstream_no_access");
    assertThat(stage.get("/v1/providers/bedrock")).contains("\"model\":\"" + MODEL + "\"");
  }

  @ParameterizedTest
  @EnumSource(ClientApi.class)
  void tellsItsErrorsInTheClientsOwnShape(ClientApi api) {
    stage.next("/model/", refused(400, "ValidationException", "no such thing"));

    HttpResponse<byte[]> answer = stage.ask(api, MODEL, false);

    assertThat(answer.statusCode()).isEqualTo(400);
    assertThat(api.errorMessage(answer.body())).isEqualTo("no such thing");
  }

  @ParameterizedTest
  @EnumSource(ClientApi.class)
  void aStreamThatFailsEndsWithAnErrorOfTheClientsApi(ClientApi api) {
    answers("failed-stream");

    String stream = ProviderStage.text(stage.ask(api, MODEL, true));

    assertThat(stream).contains("Herons nest", "The model was cut off.");
    assertThat(stream).doesNotContain(api == ClientApi.GEMINI ? "\"STOP\"" : api.endOfStream());
  }

  @ParameterizedTest
  @EnumSource(ClientApi.class)
  void aDamagedFrameEndsTheStreamWithAnError(ClientApi api) {
    byte[] frames = Frames.of(Recordings.own("bedrock", "text-stream").sse().orElseThrow());
    frames[frames.length - 5] ^= 1; // within the last one, the figures
    stage.next("/model/", new Step.Replay(200, FRAMES, Buffer.buffer(frames), List.of(100)));

    Broken broken = untilItBreaks(api);

    assertThat(broken.came()).contains("Herons nest in tall");
    assertThat(stage.gateway().record(broken.id()).ending().error()).contains("checksum");
  }

  /** An answer that was cut; a client may not see the last of what came before. */
  private record Broken(String id, String came) {}

  private Broken untilItBreaks(ClientApi api) {
    ByteArrayOutputStream came = new ByteArrayOutputStream();
    var asking =
        stage
            .gateway()
            .request(api.path(MODEL, true))
            .POST(BodyPublishers.ofString(api.body(MODEL, true)))
            .build();
    try (HttpClient client = HttpClient.newHttpClient()) {
      var answer = client.send(asking, HttpResponse.BodyHandlers.ofInputStream());
      String id = answer.headers().firstValue("x-request-id").orElseThrow();
      try (InputStream body = answer.body()) {
        for (int next = body.read(); next >= 0; next = body.read()) {
          came.write(next);
        }
      } catch (IOException _) {
        return new Broken(id, came.toString(StandardCharsets.UTF_8));
      }
      throw new AssertionError("the answer ended well: " + came);
    } catch (IOException | InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  @Test
  void aStreamThatIsDamagedBeforeItSpeaksIsTriedElsewhere() {
    byte[] frames = Frames.of(Recordings.own("bedrock", "text-stream").sse().orElseThrow());
    stage.next(
        "/model/",
        new Step.Replay(200, FRAMES, Buffer.buffer(Arrays.copyOf(frames, 20)), List.of()));

    assertThat(ProviderStage.text(stage.ask(ClientApi.CHAT, "both", true))).contains("[simulated]");
  }

  /** What it costs is not known, so nothing is charged as if it cost nothing. */
  @ParameterizedTest
  @EnumSource(ClientApi.class)
  void recordsWhatWasUsed(ClientApi api) {
    for (boolean stream : new boolean[] {false, true}) {
      answers(stream ? "text-stream" : "text-whole");

      AttemptRecord attempt = stage.record(stage.ask(api, MODEL, stream)).attempts().getLast();

      assertThat(attempt.provider()).isEqualTo("bedrock");
      Bill bill = attempt.bill();
      assertThat(bill.tokens().input()).isEqualTo(9);
      assertThat(bill.tokens().output()).isEqualTo(11);
      assertThat(bill.charge()).isEqualTo(Bill.Charge.REPORTED);
      assertThat(bill.priced()).isFalse();
    }
  }

  @Test
  void isAskedForItsModelsWhereItIsTested() {
    stage.next(
        "/foundation-models",
        new Step.Status(
            200,
            Map.of("content-type", "application/json"),
            Optional.of(
                "{\"modelSummaries\":[{\"modelId\":\"amazon.nova-pro-v1:0\","
                    + "\"modelName\":\"Nova Pro\"}]}")));

    HttpResponse<byte[]> tested = stage.gateway().post("/v1/providers/bedrock/test", "{}");

    assertThat(ProviderStage.text(tested)).contains("\"ok\":true", "[\"amazon.nova-pro-v1:0\"]");
    assertThat(stage.last().headers().get("authorization")).startsWith("AWS4-HMAC-SHA256 ");
  }

  @Test
  void showsNoSecretAndItsOwnProtocol() {
    String provider = stage.get("/v1/providers/bedrock");
    String config = stage.get("/v1/config");

    assertThat(provider).contains("\"protocols\":[\"bedrock_converse\"]", "\"keys\":1");
    assertThat(provider + config).doesNotContain("the-secret-of-aws", "the-token-of-aws");
  }

  private void answers(String... names) {
    for (String name : names) {
      stage.next("/model/", replayed(name));
    }
  }

  private static Step replayed(String name) {
    Recording recording = Recordings.own("bedrock", name);
    Buffer body =
        recording
            .sse()
            .map(sse -> Buffer.buffer(Frames.of(sse)))
            .or(() -> recording.body().map(json -> Buffer.buffer(StrictJson.toBytes(json))))
            .orElseThrow();
    return new Step.Replay(200, recording.contentType(), body, List.of(64));
  }

  private static Step refused(int status, String exception, String message) {
    return new Step.Status(
        status,
        Map.of(
            "content-type",
            "application/json",
            "x-amzn-errortype",
            exception + ":http://internal.amazon.com/coral/"),
        Optional.of("{\"message\":\"" + message + "\"}"));
  }

  private List<String> results() {
    List<String> texts = new ArrayList<>();
    for (JsonNode message : stage.asked().path("messages")) {
      for (JsonNode block : message.path("content")) {
        if (block.has("toolResult")) {
          texts.add(block.path("toolResult").path("content").toString());
        }
      }
    }
    return texts;
  }
}
