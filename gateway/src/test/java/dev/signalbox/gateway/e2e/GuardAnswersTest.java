package dev.signalbox.gateway.e2e;

import static dev.signalbox.gateway.e2e.GuardedGateway.EMAIL;
import static dev.signalbox.gateway.e2e.GuardedGateway.KEY;
import static dev.signalbox.gateway.e2e.GuardedGateway.chat;
import static dev.signalbox.gateway.e2e.GuardedGateway.id;
import static dev.signalbox.gateway.e2e.GuardedGateway.joined;
import static dev.signalbox.gateway.e2e.GuardedGateway.stream;
import static dev.signalbox.gateway.e2e.GuardedGateway.text;
import static org.assertj.core.api.Assertions.assertThat;

import dev.signalbox.analytics.record.FindingRecord;
import dev.signalbox.gateway.simulator.Received;
import dev.signalbox.gateway.simulator.SimulatorOptions;
import dev.signalbox.gateway.simulator.Step;
import dev.signalbox.gateway.wire.json.StrictJson;
import io.vertx.core.buffer.Buffer;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** Answers through the guard, and requests behind the gate. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class GuardAnswersTest {
  private final GuardedGateway guarded = new GuardedGateway();
  private final RunningGateway gateway = guarded.running();

  @AfterAll
  void stop() {
    guarded.close();
  }

  @Test
  void givesValuesBackAlsoInWhatPassesThrough() {
    gateway.script().then(new Step.Replay(200, "application/json", Buffer.buffer("{}"), List.of()));
    guarded.post(
        "restoring",
        "/v1/completions",
        "{\"model\":\"p-chat/sim-mini\",\"prompt\":\"" + EMAIL + "\"}");
    String standIn =
        StrictJson.parse(guarded.received().getBytes(StandardCharsets.UTF_8))
            .path("prompt")
            .asText();
    gateway
        .script()
        .then(
            new Step.Replay(
                200,
                "application/json",
                Buffer.buffer("{\"choices\":[{\"text\":\"to " + standIn + "\"}]}"),
                List.of(7)));

    HttpResponse<byte[]> answer =
        guarded.post(
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

    HttpResponse<byte[]> answer =
        guarded.post("answers", "/v1/chat/completions", chat("tell me", true));

    assertThat(joined(ClientApi.CHAT, text(answer)))
        .doesNotContain(KEY.substring(11))
        .containsPattern("The key is \\[AWS_ACCESS_KEY_ID_[A-Z2-9]{8}] so keep it");
    assertThat(text(answer)).endsWith("data: [DONE]\n\n");
    assertThat(gateway.record(id(answer)).findings())
        .extracting(FindingRecord::rule)
        .containsExactly("AWS_ACCESS_KEY_ID");
  }

  @Test
  @DisplayName("S15 a secret is found wherever it is cut, and costs no more than an event")
  void findsASecretWhereverItIsCut() {
    for (int cut = 1; cut < KEY.length(); cut++) {
      gateway
          .script()
          .then(
              stream("The key is ", KEY.substring(0, cut), KEY.substring(cut), " so ", "keep it"));

      HttpResponse<byte[]> answer =
          guarded.post("answers", "/v1/chat/completions", chat("tell me", true));

      assertThat(joined(ClientApi.CHAT, text(answer)))
          .as("cut at " + cut)
          .containsPattern("The key is \\[AWS_ACCESS_KEY_ID_[A-Z2-9]{8}] so keep it");
      assertThat(text(answer)).doesNotContain(KEY.substring(0, Math.max(8, cut)));
    }
  }

  @Test
  @DisplayName("S15 words that begin no secret go out with the next event at the latest")
  void holdsBackNoMoreThanAnEvent() {
    int chunksOfTwoEvents = 7;
    gateway
        .script()
        .then(
            stream("hello", " there", " and", " so", " on"),
            new Step.StallAfterEvents(chunksOfTwoEvents));
    try (RawClient raw = new RawClient(gateway.port())) {
      String begun =
          raw.send(
                  RawClient.post("/v1/chat/completions", chat("tell me", true))
                      .replaceFirst("\r\n", "\r\nx-project: answers\r\n"))
              .readUntil("hello");

      assertThat(begun).startsWith("HTTP/1.1 200 ");
    }
  }

  @Test
  void endsAStreamWithAnErrorWhereAnAnswerHoldsWhatBlocks() {
    gateway
        .script()
        .then(stream("The key is ", KEY.substring(0, 9), KEY.substring(9), " so ", "keep it"));

    HttpResponse<byte[]> answer =
        guarded.post("no-answers", "/v1/chat/completions", chat("tell me", true));

    assertThat(text(answer))
        .contains("AWS_ACCESS_KEY_ID")
        .doesNotContain(KEY.substring(9))
        .doesNotContain("[DONE]");
  }

  @Test
  void cancelsTheProviderWhereAStreamIsBlocked() {
    gateway
        .script()
        .then(
            stream("It is ", KEY, " so there we are and on it goes for quite a while", " more"),
            new Step.StallAfterEvents(12));
    int number = gateway.simulator().arrived();

    HttpResponse<byte[]> answer =
        guarded.post("no-answers", "/v1/chat/completions", chat("tell me", true));

    Received received = RunningGateway.await(gateway.simulator().arrival(number));
    assertThat(text(answer)).contains("AWS_ACCESS_KEY_ID").doesNotContain("[DONE]");
    assertThat(RunningGateway.await(received.outcome())).isEqualTo(Received.Outcome.ABORTED);
    assertThat(gateway.record(id(answer)).ending().outcome()).isEqualTo("guard_blocked");
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
        guarded.post("no-answers", "/v1/chat/completions", chat("tell me", false));

    assertThat(refused.statusCode()).isEqualTo(403);
    assertThat(ClientApi.CHAT.errorMessage(refused.body()))
        .contains("AWS_ACCESS_KEY_ID")
        .doesNotContain(KEY);
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
}
