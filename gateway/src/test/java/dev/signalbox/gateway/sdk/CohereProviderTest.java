package dev.signalbox.gateway.sdk;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.signalbox.analytics.record.AttemptRecord;
import dev.signalbox.analytics.record.Bill;
import dev.signalbox.analytics.record.RequestRecord;
import dev.signalbox.gateway.e2e.ClientApi;
import dev.signalbox.gateway.simulator.Step;
import dev.signalbox.gateway.wire.json.StrictJson;
import dev.signalbox.gateway.wire.recorded.Recording;
import dev.signalbox.gateway.wire.recorded.Recordings;
import io.vertx.core.buffer.Buffer;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Clients of every API, by their official SDKs, at a provider that speaks a protocol of its own.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class CohereProviderTest {
  private static final String MODEL = "command-a-03-2025";
  private final ProviderStage stage =
      ProviderStage.of(
          "cohere",
          """
          [[providers]]
          id = "cohere"
          provider_type = "cohere"
          api_key = "co-key"
          endpoint = "UPSTREAM"
          [models.both]
          targets = ["cohere/command-a-03-2025", "spare/spare-model"]
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
    Answer streamed = stage.talk(sdk).stream(Question.of(MODEL, "Where do herons nest?"));

    assertThat(whole.text()).isEqualTo("Herons nest in tall trees, often by the water.");
    assertThat(whole.end()).isEqualTo(Answer.End.DONE);
    assertThat(whole.output()).isEqualTo(11);
    assertThat(streamed).isEqualTo(whole);
    assertThat(stage.asked().path("stream").asBoolean()).isTrue();
    assertThat(stage.asked().path("messages").path(0).path("content").asText())
        .isEqualTo("Where do herons nest?");
    assertThat(stage.last().uri()).isEqualTo("/v2/chat");
    assertThat(stage.last().headers().get("authorization")).isEqualTo("Bearer co-key");
  }

  @ParameterizedTest
  @EnumSource
  void callsFunctionsAndUsesTheirResults(Sdk sdk) {
    answers("tools-whole", "tools-stream", "citations-whole");
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
    assertThat(answered.text()).isEqualTo("The tide in Brest is 4.2 m high.");
    assertThat(stage.asked().path("tools").path(0).path("function").path("name").asText())
        .isEqualTo("get_tide");
    assertThat(results()).containsExactly("{\"h\": 4}", "{\"h\": 5}");
  }

  @ParameterizedTest
  @EnumSource
  void anotherProviderAnswersWhereItFails(Sdk sdk) {
    stage.next("/v2/chat", refused(500, "internal server error"));
    stage.next("/v2/chat", replayed("failed-whole"));

    for (int i = 0; i < 2; i++) {
      assertThat(stage.talk(sdk).ask(Question.of("both", "Is the sea green?")).text())
          .startsWith("[simulated]");
    }
    assertThat(stage.last().uri()).isEqualTo("/v1/chat/completions");
  }

  @ParameterizedTest
  @EnumSource(ClientApi.class)
  void tellsItsErrorsInTheClientsOwnShape(ClientApi api) {
    stage.next("/v2/chat", refused(400, "invalid request: no such thing"));

    HttpResponse<byte[]> answer = stage.ask(api, MODEL, false);

    assertThat(answer.statusCode()).isEqualTo(400);
    assertThat(api.errorMessage(answer.body())).isEqualTo("invalid request: no such thing");
  }

  @ParameterizedTest
  @EnumSource(ClientApi.class)
  void aStreamThatFailsEndsWithAnErrorOfTheClientsApi(ClientApi api) {
    answers("failed-stream");

    String stream = new String(stage.ask(api, MODEL, true).body(), StandardCharsets.UTF_8);

    assertThat(stream).contains("Herons", "internal server error");
    assertThat(stream).doesNotContain(api == ClientApi.GEMINI ? "\"STOP\"" : api.endOfStream());
  }

  /**
   * 9 billed tokens of a prompt, all of them cached, and 11 of the answer, at 2.5 and 10 dollars.
   */
  @ParameterizedTest
  @EnumSource(ClientApi.class)
  void recordsWhatWasUsedAndWhatItCost(ClientApi api) {
    for (boolean stream : new boolean[] {false, true}) {
      answers(stream ? "text-stream" : "text-whole");

      RequestRecord record = stage.record(stage.ask(api, MODEL, stream));

      AttemptRecord attempt = record.attempts().getLast();
      assertThat(attempt.provider()).isEqualTo("cohere");
      Bill bill = attempt.bill();
      assertThat(bill.charge()).isEqualTo(Bill.Charge.REPORTED);
      assertThat(bill.tokens().output()).isEqualTo(11);
      assertThat(bill.nanos()).isEqualTo(9 * 2_500 + 11 * 10_000);
    }
  }

  @Test
  void isAskedForItsModelsWhereItIsTested() {
    stage.next("/v1/models", models());

    HttpResponse<byte[]> tested = stage.gateway().post("/v1/providers/cohere/test", "{}");

    assertThat(StrictJson.parse(tested.body()).path("ok").asBoolean()).isTrue();
    assertThat(StrictJson.parse(tested.body()).path("models").toString()).contains(MODEL);
    assertThat(stage.last().uri()).isEqualTo("/v1/models?page_size=1000&endpoint=chat");
    assertThat(stage.last().headers().get("authorization")).isEqualTo("Bearer co-key");
  }

  @Test
  void showsTheModelsOfItsMakerAndItsOwnProtocol() {
    String models = stage.get("/v1/models");
    String provider = stage.get("/v1/providers/cohere");

    assertThat(models).contains(MODEL);
    assertThat(StrictJson.parse(provider.getBytes(StandardCharsets.UTF_8)).path("protocols"))
        .isEqualTo(StrictJson.parse("[\"cohere\"]".getBytes(StandardCharsets.UTF_8)));
  }

  @Test
  void refusesWhatItHasNotInStrictMode() {
    HttpResponse<byte[]> refused =
        stage
            .gateway()
            .send(
                stage
                    .gateway()
                    .request("/v1/chat/completions")
                    .header("x-signalbox-strict", "1")
                    .POST(
                        BodyPublishers.ofString(
                            "{\"model\":\""
                                + MODEL
                                + "\",\"logit_bias\":{\"5\":1},"
                                + "\"messages\":[{\"role\":\"user\",\"content\":\"Hi\"}]}"))
                    .build());

    assertThat(refused.statusCode()).isEqualTo(400);
    assertThat(ProviderStage.text(refused)).contains("logit_bias");
  }

  private void answers(String... names) {
    for (String name : names) {
      stage.next("/v2/chat", replayed(name));
    }
  }

  private static Step replayed(String name) {
    Recording recording = Recordings.own("cohere", name);
    String body = recording.sse().or(() -> recording.body().map(StrictJson::toText)).orElseThrow();
    return new Step.Replay(200, recording.contentType(), Buffer.buffer(body), List.of(64));
  }

  private static Step refused(int status, String message) {
    return new Step.Status(
        status,
        Map.of("content-type", "application/json"),
        Optional.of("{\"id\":\"e1\",\"message\":\"" + message + "\"}"));
  }

  private static Step models() {
    return new Step.Status(
        200,
        Map.of("content-type", "application/json"),
        Optional.of("{\"models\":[{\"name\":\"" + MODEL + "\",\"endpoints\":[\"chat\"]}]}"));
  }

  private List<String> results() {
    List<String> texts = new ArrayList<>();
    for (JsonNode message : stage.asked().path("messages")) {
      if (message.path("role").asText().equals("tool")) {
        texts.add(message.path("content").asText());
      }
    }
    return texts;
  }
}
