package dev.signalbox.gateway.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.signalbox.gateway.simulator.Received;
import dev.signalbox.gateway.simulator.SimulatorOptions;
import dev.signalbox.gateway.simulator.Step;
import io.vertx.core.buffer.Buffer;
import java.net.http.HttpResponse;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** Streams that go wrong on either side, with the same and with another protocol upstream. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class StreamFaultsTest {
  /** Enough for text to have come in every protocol, and not for the end. */
  private static final int EVENTS = 6;

  private static final String PAIRS =
      """
      CHAT, CHAT
      CHAT, ANTHROPIC
      RESPONSES, RESPONSES
      RESPONSES, CHAT
      ANTHROPIC, ANTHROPIC
      ANTHROPIC, GEMINI
      GEMINI, GEMINI
      GEMINI, RESPONSES
      """;

  private final RunningGateway gateway =
      new RunningGateway(
          "keep_alive_seconds = 1\n" + ClientApi.providers("idle_timeout_ms = 2000"),
          SimulatorOptions.standard());

  @AfterAll
  void stop() {
    gateway.close();
  }

  @ParameterizedTest
  @CsvSource(textBlock = PAIRS)
  void aStreamThatEndsWellHasItsEnd(ClientApi client, ClientApi provider) {
    assertThat(streamed(client, provider)).contains(client.textMark(), client.endOfStream());
  }

  @ParameterizedTest
  @CsvSource(textBlock = PAIRS)
  void aStreamCutBeforeItsFirstEventIsABadGateway(ClientApi client, ClientApi provider) {
    gateway.script().then(new Step.CutAfterEvents(0));

    HttpResponse<byte[]> response =
        gateway.post(client.path(provider.model(), true), client.body(provider.model(), true));

    assertThat(response.statusCode()).isEqualTo(502);
    assertThat(client.errorMessage(response.body())).contains("provider");
  }

  @ParameterizedTest
  @CsvSource(textBlock = PAIRS)
  void anErrorAsFirstEventIsAnErrorStatus(ClientApi client, ClientApi provider) {
    gateway.script().then(new Step.ErrorIn200());

    HttpResponse<byte[]> response =
        gateway.post(client.path(provider.model(), true), client.body(provider.model(), true));

    assertThat(response.statusCode()).isGreaterThanOrEqualTo(500);
    assertThat(client.errorMessage(response.body())).isNotEmpty();
  }

  @ParameterizedTest
  @CsvSource(textBlock = PAIRS)
  void aStreamCutInTheMiddleEndsInAnErrorEventAndNotInAGoodEnd(
      ClientApi client, ClientApi provider) {
    gateway.script().then(new Step.CutAfterEvents(EVENTS));

    assertThat(streamed(client, provider))
        .startsWith("HTTP/1.1 200 ")
        .contains(client.textMark(), "error", "the provider's")
        .doesNotContain(client.endOfStream());
  }

  @Test
  void aStreamThatPassesIsNotBegunASecondTimeWhenItBreaks() {
    gateway.script().then(new Step.CutAfterEvents(EVENTS));

    String stream = streamed(ClientApi.RESPONSES, ClientApi.RESPONSES);

    assertThat(stream.split("event: response.created", -1)).hasSize(2);
    assertThat(stream).contains("event: error");
  }

  @ParameterizedTest
  @CsvSource({"CHAT, ANTHROPIC", "ANTHROPIC, ANTHROPIC"})
  void aSilentStreamIsKeptAliveByCommentsUntilItIsGivenUp(ClientApi client, ClientApi provider) {
    gateway.script().then(new Step.StallAfterEvents(EVENTS));

    assertThat(streamed(client, provider))
        .contains(client.textMark(), ": keep-alive\n\n", "error", "sent nothing for")
        .doesNotContain(client.endOfStream());
  }

  @ParameterizedTest
  @CsvSource(textBlock = PAIRS)
  void aClientThatLeavesEndsTheProvidersStream(ClientApi client, ClientApi provider) {
    gateway.script().then(new Step.StallAfterEvents(EVENTS));
    int arrived = gateway.simulator().arrived();

    try (RawClient raw = new RawClient(gateway.port())) {
      raw.send(stream(client, provider)).readUntil(client.textMark());
    }

    assertThat(outcome(arrived)).isEqualTo(Received.Outcome.ABORTED);
  }

  @ParameterizedTest
  @EnumSource(names = {"CHAT", "ANTHROPIC"})
  void aClientThatStopsReadingAndLeavesEndsTheProvidersStream(ClientApi client) {
    String event =
        "data: {\"id\":\"c\",\"object\":\"chat.completion.chunk\",\"created\":1,\"model\":\"m\","
            + "\"choices\":[{\"index\":0,\"delta\":{\"content\":\"%s\"}}]}\n\n"
                .formatted("flood ".repeat(200));
    Buffer flood = Buffer.buffer(event.repeat(20_000));
    gateway.script().then(new Step.Replay(200, "text/event-stream", flood, List.of(65_536)));
    int arrived = gateway.simulator().arrived();

    try (RawClient raw = new RawClient(gateway.port())) {
      raw.send(stream(client, ClientApi.CHAT)).readUntil("flood");
      assertThat(streamed(ClientApi.GEMINI, ClientApi.GEMINI)).contains("finishReason");
      assertThat(received(arrived).outcome().isComplete()).isFalse();
    }

    assertThat(outcome(arrived)).isEqualTo(Received.Outcome.ABORTED);
  }

  @Test
  @DisplayName("O01 a stop lets a running stream finish")
  void aStopLetsARunningStreamFinish() {
    try (RunningGateway stopping =
            new RunningGateway(ClientApi.providers(""), SimulatorOptions.standard());
        RawClient raw = new RawClient(stopping.port())) {
      stopping.script().then(new Step.SlowDrip(64, 20));
      String first =
          raw.send(stream(ClientApi.CHAT, ClientApi.CHAT)).readUntil(ClientApi.CHAT.textMark());
      var stopped = stopping.stop();
      String rest = raw.readUntil(ClientApi.CHAT.endOfStream());
      RunningGateway.await(stopped);

      assertThat(first).startsWith("HTTP/1.1 200 ");
      assertThat(rest).contains("finish_reason\":\"", ClientApi.CHAT.endOfStream());
    }
  }

  private static String stream(ClientApi client, ClientApi provider) {
    String model = provider.model();
    return RawClient.post(client.path(model, true), client.body(model, true))
        .replaceFirst("\r\n", "\r\nconnection: close\r\n");
  }

  private String streamed(ClientApi client, ClientApi provider) {
    try (RawClient raw = new RawClient(gateway.port())) {
      return raw.send(stream(client, provider)).readAll();
    }
  }

  private Received received(int number) {
    return RunningGateway.await(gateway.simulator().arrival(number));
  }

  private Received.Outcome outcome(int number) {
    return RunningGateway.await(received(number).outcome());
  }
}
