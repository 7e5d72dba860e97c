package dev.signalbox.gateway.sdk;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.signalbox.analytics.record.AttemptRecord;
import dev.signalbox.analytics.record.Bill;
import dev.signalbox.analytics.record.RequestRecord;
import dev.signalbox.gateway.e2e.ClientApi;
import dev.signalbox.gateway.simulator.Received;
import dev.signalbox.gateway.simulator.SimulatorOptions;
import dev.signalbox.gateway.simulator.Step;
import dev.signalbox.gateway.wire.json.StrictJson;
import dev.signalbox.gateway.wire.recorded.Recording;
import dev.signalbox.gateway.wire.recorded.Recordings;
import io.vertx.core.buffer.Buffer;
import java.net.URI;
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
  private static final Question.Function TIDE =
      new Question.Function(
          "get_tide",
          "The tide at a harbour",
          Map.of(
              "type",
              "object",
              "properties",
              Map.of("harbour", Map.of("type", "string")),
              "required",
              List.of("harbour")));

  private final dev.signalbox.gateway.e2e.RunningGateway gateway =
      new dev.signalbox.gateway.e2e.RunningGateway(
          """
          [[providers]]
          id = "cohere"
          provider_type = "cohere"
          api_key = "co-key"
          endpoint = "UPSTREAM"
          [[providers]]
          id = "spare"
          provider_type = "openai_chat"
          api_key = "spare-key"
          endpoint = "UPSTREAM"
          models = ["spare-model"]
          [models.both]
          targets = ["cohere/command-a-03-2025", "spare/spare-model"]
          """,
          SimulatorOptions.standard());

  /** One test's failures open no circuit for the next. */
  @BeforeEach
  void forget() {
    gateway.script().clear();
    gateway.send(
        gateway.request("/v1/providers/cohere/reset").POST(BodyPublishers.noBody()).build());
  }

  @AfterAll
  void stop() {
    gateway.close();
  }

  @ParameterizedTest
  @EnumSource
  void answersAndStreamsTheSameText(Sdk sdk) {
    answers("text-whole", "text-stream");

    Answer whole = talk(sdk).ask(Question.of(MODEL, "Where do herons nest?"));
    Answer streamed = talk(sdk).stream(Question.of(MODEL, "Where do herons nest?"));

    assertThat(whole.text()).isEqualTo("Herons nest in tall trees, often by the water.");
    assertThat(whole.end()).isEqualTo(Answer.End.DONE);
    assertThat(whole.output()).isEqualTo(11);
    assertThat(streamed).isEqualTo(whole);
    assertThat(asked().path("stream").asBoolean()).isTrue();
    assertThat(asked().path("messages").path(0).path("content").asText())
        .isEqualTo("Where do herons nest?");
    assertThat(last().uri()).isEqualTo("/v2/chat");
    assertThat(last().headers().get("authorization")).isEqualTo("Bearer co-key");
  }

  @ParameterizedTest
  @EnumSource
  void callsFunctionsAndUsesTheirResults(Sdk sdk) {
    answers("tools-whole", "tools-stream", "citations-whole");
    Question question = Question.of(MODEL, "The tides?").withFunctions(TIDE);

    Answer called = talk(sdk).ask(question);
    Answer streamed = talk(sdk).stream(question);
    Answer answered =
        talk(sdk).ask(question.followedBy(called, List.of("{\"h\": 4}", "{\"h\": 5}")));

    assertThat(called.end()).isEqualTo(Answer.End.CALLS);
    assertThat(called.text()).isEqualTo("I will look up the tide in Brest and Nantes.");
    assertThat(called.calls())
        .extracting(Answer.Call::name)
        .containsExactly("get_tide", "get_tide");
    assertThat(called.calls().getLast().arguments().path("harbour").asText()).isEqualTo("Nantes");
    assertThat(streamed.withoutIds()).isEqualTo(called.withoutIds());
    assertThat(answered.text()).isEqualTo("The tide in Brest is 4.2 m high.");
    assertThat(asked().path("tools").path(0).path("function").path("name").asText())
        .isEqualTo("get_tide");
    assertThat(results()).containsExactly("{\"h\": 4}", "{\"h\": 5}");
  }

  @ParameterizedTest
  @EnumSource
  void anotherProviderAnswersWhereItFails(Sdk sdk) {
    gateway.script().onUri("/v2/chat", refused(500, "internal server error"));
    gateway.script().onUri("/v2/chat", replayed("failed-whole"));

    for (int i = 0; i < 2; i++) {
      assertThat(talk(sdk).ask(Question.of("both", "Is the sea green?")).text())
          .startsWith("[simulated]");
    }
    assertThat(last().uri()).isEqualTo("/v1/chat/completions");
  }

  @ParameterizedTest
  @EnumSource(ClientApi.class)
  void tellsItsErrorsInTheClientsOwnShape(ClientApi api) {
    gateway.script().onUri("/v2/chat", refused(400, "invalid request: no such thing"));

    HttpResponse<byte[]> answer = ask(api, MODEL, false);

    assertThat(answer.statusCode()).isEqualTo(400);
    assertThat(api.errorMessage(answer.body())).isEqualTo("invalid request: no such thing");
  }

  @ParameterizedTest
  @EnumSource(ClientApi.class)
  void aStreamThatFailsEndsWithAnErrorOfTheClientsApi(ClientApi api) {
    answers("failed-stream");

    String stream = new String(ask(api, MODEL, true).body(), StandardCharsets.UTF_8);

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

      RequestRecord record = record(ask(api, MODEL, stream));

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
    gateway.script().onUri("/v1/models", models());

    HttpResponse<byte[]> tested = gateway.post("/v1/providers/cohere/test", "{}");

    assertThat(StrictJson.parse(tested.body()).path("ok").asBoolean()).isTrue();
    assertThat(StrictJson.parse(tested.body()).path("models").toString()).contains(MODEL);
    assertThat(last().uri()).isEqualTo("/v1/models?page_size=1000&endpoint=chat");
    assertThat(last().headers().get("authorization")).isEqualTo("Bearer co-key");
  }

  @Test
  void showsTheModelsOfItsMakerAndItsOwnProtocol() {
    String models = text(gateway.send(gateway.request("/v1/models").GET().build()));
    String provider = text(gateway.send(gateway.request("/v1/providers/cohere").GET().build()));

    assertThat(models).contains(MODEL);
    assertThat(StrictJson.parse(provider.getBytes(StandardCharsets.UTF_8)).path("protocols"))
        .isEqualTo(StrictJson.parse("[\"cohere\"]".getBytes(StandardCharsets.UTF_8)));
  }

  @Test
  void refusesWhatItHasNotInStrictMode() {
    HttpResponse<byte[]> refused =
        gateway.send(
            gateway
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
    assertThat(text(refused)).contains("logit_bias");
  }

  private Talk talk(Sdk sdk) {
    return sdk.at(URI.create("http://127.0.0.1:" + gateway.port()), "none");
  }

  private HttpResponse<byte[]> ask(ClientApi api, String model, boolean stream) {
    return gateway.post(api.path(model, stream), api.body(model, stream));
  }

  private RequestRecord record(HttpResponse<byte[]> response) {
    return gateway.record(response.headers().firstValue("x-request-id").orElseThrow());
  }

  private void answers(String... names) {
    for (String name : names) {
      gateway.script().onUri("/v2/chat", replayed(name));
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

  private Received last() {
    return gateway.simulator().received().getLast();
  }

  private JsonNode asked() {
    return StrictJson.parse(last().body().getBytes());
  }

  private List<String> results() {
    List<String> texts = new ArrayList<>();
    for (JsonNode message : asked().path("messages")) {
      if (message.path("role").asText().equals("tool")) {
        texts.add(message.path("content").asText());
      }
    }
    return texts;
  }

  private static String text(HttpResponse<byte[]> response) {
    return new String(response.body(), StandardCharsets.UTF_8);
  }
}
