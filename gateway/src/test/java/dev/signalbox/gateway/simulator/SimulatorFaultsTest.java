package dev.signalbox.gateway.simulator;

import static dev.signalbox.gateway.simulator.RunningSimulator.body;
import static dev.signalbox.gateway.simulator.RunningSimulator.events;
import static dev.signalbox.gateway.simulator.RunningSimulator.json;
import static dev.signalbox.gateway.simulator.RunningSimulator.path;
import static dev.signalbox.gateway.simulator.RunningSimulator.text;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;

import com.fasterxml.jackson.databind.JsonNode;
import dev.signalbox.gateway.wire.json.StrictJson;
import dev.signalbox.gateway.wire.model.Protocol;
import dev.signalbox.gateway.wire.sse.SseEvent;
import io.vertx.core.buffer.Buffer;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

final class SimulatorFaultsTest {
  private final RunningSimulator running = RunningSimulator.standard();
  private final Script script = running.simulator().script();

  @AfterEach
  void stop() {
    running.close();
  }

  @ParameterizedTest
  @EnumSource
  void answersWithAStatusInTheShapeOfTheApi(Protocol protocol) {
    script.then(Step.Status.of(429, "Retry-After", "7"));

    HttpResponse<byte[]> answer = running.generate(protocol, "m", true);

    assertThat(answer.statusCode()).isEqualTo(429);
    assertThat(answer.headers().firstValue("retry-after")).contains("7");
    assertThat(json(answer).at("/error/message").asText()).contains("simulated failure");
    assertThat(running.generate(protocol, "m", true).statusCode()).isEqualTo(200);
  }

  @Test
  void answersWithABodyOfOnesOwn() {
    script.then(new Step.Status(502, Map.of(), Optional.of("<html>bad gateway</html>")));

    HttpResponse<byte[]> answer = running.generate(Protocol.CHAT, "m", false);

    assertThat(answer.headers().firstValue("content-type")).contains("text/plain; charset=utf-8");
    assertThat(text(answer)).isEqualTo("<html>bad gateway</html>");
  }

  @Test
  void usesEachEntryForItsFirstMatchingRequest() {
    script.onUri("/v1/messages", Step.Status.of(500)).then(Step.Status.of(503)).then();

    assertThat(running.generate(Protocol.CHAT, "m", false).statusCode()).isEqualTo(503);
    assertThat(running.generate(Protocol.CHAT, "m", false).statusCode()).isEqualTo(200);
    assertThat(running.generate(Protocol.ANTHROPIC, "m", false).statusCode()).isEqualTo(500);
    assertThat(script.waiting()).isZero();
  }

  @ParameterizedTest
  @EnumSource
  void cutsAStreamAfterItsEvents(Protocol protocol) throws IOException {
    script.then(new Step.CutAfterEvents(3));

    String answer = running.rawAnswer(path(protocol, "m", true), body(protocol, "m", true));

    assertThat(answer.split("data: ", -1)).hasSize(4);
    assertThat(answer).startsWith("HTTP/1.1 200").doesNotEndWith("\r\n0\r\n\r\n");
  }

  @ParameterizedTest
  @ValueSource(longs = {0, 1, 30})
  void cutsAnAnswerAfterItsBytes(long bytes) {
    script.then(new Step.CutAfterBytes(bytes));

    assertThatIOException().isThrownBy(() -> send(Protocol.CHAT, false));
  }

  @Test
  void hangsUpWithoutAWord() {
    script.then(new Step.Hangup());

    assertThatIOException().isThrownBy(() -> send(Protocol.CHAT, false));
  }

  @ParameterizedTest
  @EnumSource
  void sendsTheErrorEventOfTheApi(Protocol protocol) {
    script.then(new Step.ErrorEventAfter(4));

    List<SseEvent> events = events(running.generate(protocol, "m", true).body());

    assertThat(events).hasSizeBetween(5, 8);
    SseEvent last = events.getLast();
    switch (protocol) {
      case CHAT, GEMINI -> assertThat(parsed(last).at("/error/message").asText()).isNotEmpty();
      case RESPONSES -> assertThat(last.name()).isEqualTo("response.failed");
      case ANTHROPIC -> {
        assertThat(last.name()).isEqualTo("error");
        assertThat(parsed(last).at("/error/type").asText()).isEqualTo("overloaded_error");
      }
    }
  }

  @ParameterizedTest
  @EnumSource
  void sendsAnErrorWithStatus200(Protocol protocol) {
    script.then(new Step.ErrorIn200()).then(new Step.ErrorIn200());

    HttpResponse<byte[]> whole = running.generate(protocol, "m", false);
    HttpResponse<byte[]> stream = running.generate(protocol, "m", true);

    assertThat(List.of(whole.statusCode(), stream.statusCode())).containsOnly(200);
    assertThat(json(whole).at("/error/message").asText()).contains("simulated failure");
    assertThat(text(stream)).contains("simulated failure").doesNotContain("[simulated]");
  }

  @ParameterizedTest
  @EnumSource
  void leavesUsageOut(Protocol protocol) {
    script.then(new Step.NoUsage()).then(new Step.NoUsage());

    String answers =
        text(running.generate(protocol, "m", false)) + text(running.generate(protocol, "m", true));

    assertThat(answers)
        .contains("simulated")
        .doesNotContain("\"usage\":{", "usageMetadata", "\"input_tokens\"", "\"prompt_tokens\"");
  }

  @ParameterizedTest
  @EnumSource
  void leavesTheEndOfAStreamOut(Protocol protocol) {
    String mark =
        switch (protocol) {
          case CHAT -> "[DONE]";
          case RESPONSES -> "response.completed";
          case ANTHROPIC -> "message_stop";
          case GEMINI -> "finishReason";
        };
    assertThat(text(running.generate(protocol, "m", true))).contains(mark);
    script.then(new Step.NoTerminator());

    assertThat(text(running.generate(protocol, "m", true))).contains("data:").doesNotContain(mark);
  }

  @Test
  void replaysBytesInTheirChunks() {
    Buffer bytes = Buffer.buffer("data: {\"a\":\"ü\"}\r\n\r\ndata: [DONE]\n\n");
    Step.Replay chunked = new Step.Replay(200, "text/event-stream", bytes, List.of(1, 12, 3));
    Step.Replay whole = new Step.Replay(201, "application/json", bytes, List.of());
    script.then(chunked).then(whole);

    HttpResponse<byte[]> first = running.generate(Protocol.CHAT, "m", true);
    HttpResponse<byte[]> second = running.generate(Protocol.CHAT, "m", true);

    assertThat(first.body()).isEqualTo(bytes.getBytes()).isEqualTo(second.body());
    assertThat(first.headers().firstValue("transfer-encoding")).contains("chunked");
    assertThat(second.statusCode()).isEqualTo(201);
    assertThat(second.headers().firstValue("content-length")).contains("" + bytes.length());
  }

  @Test
  void redirects() {
    script.then(new Step.Redirect(307, "http://192.0.2.1/"));

    HttpResponse<byte[]> answer = running.generate(Protocol.CHAT, "m", false);

    assertThat(answer.statusCode()).isEqualTo(307);
    assertThat(answer.headers().firstValue("location")).contains("http://192.0.2.1/");
  }

  @Test
  void dripsAndDelays() {
    byte[] normal = running.generate(Protocol.CHAT, "m", false).body();
    script.then(new Step.Delay(100), new Step.SlowDrip(normal.length / 4, 20));
    long start = System.nanoTime();

    byte[] slow = running.generate(Protocol.CHAT, "m", false).body();

    assertThat(slow).isEqualTo(normal);
    assertThat(System.nanoTime() - start).isGreaterThan(180_000_000L);
  }

  @Test
  void sendsAHugeEventAfterTheFirst() {
    int size = 3_000_001;
    script.then(new Step.HugeEvent(size)).then(new Step.HugeEvent(size));

    List<SseEvent> events = events(running.generate(Protocol.CHAT, "m", true).body());
    HttpResponse<byte[]> whole = running.generate(Protocol.CHAT, "m", false);

    assertThat(events.get(1).data()).hasSize(size + 2);
    assertThat(events.get(2).data()).contains("chat.completion.chunk");
    assertThat(whole.body().length).isGreaterThan(size);
    assertThat(json(whole).path("object").asText()).isEqualTo("chat.completion");
  }

  @Test
  void insertsBytesBetweenEvents() {
    String normal = text(running.generate(Protocol.ANTHROPIC, "m", true));
    script.then(
        new Step.Insert(2, Buffer.buffer(": a comment\n\n")), new Step.Headers(Map.of("X-A", "b")));

    HttpResponse<byte[]> answer = running.generate(Protocol.ANTHROPIC, "m", true);

    assertThat(text(answer)).contains("\n\n: a comment\n\nevent: ");
    assertThat(text(answer).replace(": a comment\n\n", "")).isEqualTo(normal);
    assertThat(answer.headers().firstValue("x-a")).contains("b");
  }

  @ParameterizedTest
  @EnumSource
  void failsOnDemandByTheNameOfTheModel(Protocol protocol) {
    assertThat(running.generate(protocol, "sim-mini:fault=429", true).statusCode()).isEqualTo(429);
    assertThat(
            running
                .generate(protocol, "sim-mini:fault=429", true)
                .headers()
                .firstValue("retry-after"))
        .contains("1");
    assertThat(running.generate(protocol, "sim-mini:fault=500", false).statusCode()).isEqualTo(500);
    assertThat(running.generate(protocol, "sim-mini:fault=overloaded", false).statusCode())
        .isEqualTo(protocol == Protocol.ANTHROPIC ? 529 : 503);
    assertThat(text(running.generate(protocol, "sim-mini:fault=error-event", true)))
        .contains("simulated failure");
    assertThatIOException()
        .isThrownBy(
            () ->
                running.send(
                    running.post(
                        path(protocol, "x:fault=cut", true), body(protocol, "x:fault=cut", true))));
  }

  @Test
  void refusesAFaultThatDoesNotExist() {
    HttpResponse<byte[]> answer = running.generate(Protocol.CHAT, "sim-mini:fault=fire", false);

    assertThat(answer.statusCode()).isEqualTo(400);
    assertThat(json(answer).at("/error/message").asText()).contains("`cut`");
    assertThat(running.generate(Protocol.CHAT, "sim-mini:fire", false).statusCode()).isEqualTo(200);
  }

  private HttpResponse<byte[]> send(Protocol protocol, boolean stream) throws IOException {
    return running.send(running.post(path(protocol, "m", stream), body(protocol, "m", stream)));
  }

  private static JsonNode parsed(SseEvent event) {
    return StrictJson.tryParse(event.data()).orElseThrow();
  }
}
