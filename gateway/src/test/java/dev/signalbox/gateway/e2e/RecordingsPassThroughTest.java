package dev.signalbox.gateway.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.signalbox.analytics.record.RequestRecord;
import dev.signalbox.gateway.simulator.Received;
import dev.signalbox.gateway.simulator.SimulatorOptions;
import dev.signalbox.gateway.simulator.Step;
import dev.signalbox.gateway.wire.json.StrictJson;
import dev.signalbox.gateway.wire.recorded.Recording;
import dev.signalbox.gateway.wire.recorded.Recordings;
import io.vertx.core.buffer.Buffer;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestReporter;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Recorded traffic sent through the gateway with the same protocol on both sides. */
final class RecordingsPassThroughTest {
  /** A refused key sits out; the recordings hold many refusals. */
  private static final int MORE_KEYS_THAN_REFUSALS = 100;

  private static final String CONFIG =
      """
      api_key = "client-key"
      [[providers]]
      id = "p-chat"
      provider_type = "openai_chat"
      api_key = [KEYS]
      endpoint = "UPSTREAM"
      [[providers]]
      id = "p-responses"
      provider_type = "openai_responses"
      api_key = [KEYS]
      endpoint = "UPSTREAM"
      [[providers]]
      id = "p-anthropic"
      provider_type = "anthropic"
      api_key = [KEYS]
      endpoint = "UPSTREAM"
      [[providers]]
      id = "p-gemini"
      provider_type = "google"
      api_key = [KEYS]
      endpoint = "UPSTREAM"
      """;

  private static @Nullable RunningGateway gateway;

  @BeforeAll
  static void start() {
    String keys =
        IntStream.range(0, MORE_KEYS_THAN_REFUSALS)
            .mapToObj(number -> "\"provider-key-" + number + "\"")
            .collect(Collectors.joining(","));
    gateway = new RunningGateway(CONFIG.replace("KEYS", keys), SimulatorOptions.standard());
  }

  @AfterAll
  static void stop() {
    if (gateway != null) {
      gateway.close();
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"openai-chat", "openai-chat-dialect", "openai-responses", "anthropic", "gemini"})
  void bytesPassBothWaysAndTheUsageIsRead(String api, TestReporter reporter) {
    Map<String, Integer> counts = new TreeMap<>();
    for (Recording recording : Recordings.of(api)) {
      counts.merge(drive(recording), 1, Integer::sum);
    }
    reporter.publishEntry(api, counts.toString());
    assertThat(counts.getOrDefault("equal", 0)).isPositive();
  }

  private static RunningGateway gateway() {
    return Objects.requireNonNull(gateway);
  }

  /** Sends one recording through; what was seen is checked, the kind of case is returned. */
  private static String drive(Recording recording) {
    Optional<Call> found = Call.of(recording);
    if (found.isEmpty()) {
      return "no request or no door for its path";
    }
    Call call = found.get();
    byte[] answer = answerOf(recording);
    String type = recording.contentType().isEmpty() ? "application/json" : recording.contentType();
    gateway().script().clear();
    gateway()
        .script()
        .then(
            new Step.Replay(
                recording.status(), type, Buffer.buffer(answer), List.of(7, 64, 1, 4_096)));
    HttpRequest request =
        gateway()
            .request(call.path())
            .header("x-api-key", "client-key")
            .header("x-signalbox-no-failover", "1")
            .POST(HttpRequest.BodyPublishers.ofByteArray(call.body()))
            .build();
    int before = gateway().simulator().arrived();
    HttpResponse<byte[]> response = gateway().send(request);
    assertThat(gateway().simulator().arrived())
        .as(
            "%s upstream calls, answered %s",
            recording, new String(response.body(), StandardCharsets.UTF_8))
        .isEqualTo(before + 1);
    Received received = gateway().simulator().received().getLast();
    call.checkUpstream(received, recording);
    return checkAnswer(recording, answer, response);
  }

  private static String checkAnswer(
      Recording recording, byte[] answer, HttpResponse<byte[]> response) {
    if (response.statusCode() == 502 && recording.status() != 502) {
      String error = response.headers().firstValue("x-signalbox-error").orElse("");
      assertThat(error).as(recording.toString()).isIn("upstream_auth");
      return "provider refused our key: told as 502";
    }
    if (recording.status() == 200 && response.statusCode() != 200) {
      assertThat(response.headers().firstValue("x-signalbox-error"))
          .as(recording.toString())
          .isPresent();
      return "error in a 200: told as an error";
    }
    assertThat(response.statusCode()).as(recording.toString()).isEqualTo(recording.status());
    assertThat(new String(response.body(), StandardCharsets.UTF_8))
        .as(recording.toString())
        .startsWith(new String(answer, StandardCharsets.UTF_8));
    if (response.body().length != answer.length) {
      return "stream without its end: error event added";
    }
    if (recording.status() == 200) {
      RequestRecord record =
          gateway().record(response.headers().firstValue("x-request-id").orElseThrow());
      assertThat(record.usageConsistent()).as(recording + " usage " + record.usage()).isTrue();
    }
    return "equal";
  }

  private static byte[] answerOf(Recording recording) {
    return recording
        .sse()
        .or(() -> recording.bodyText())
        .orElseGet(() -> recording.body().map(StrictJson::toText).orElse(""))
        .getBytes(StandardCharsets.UTF_8);
  }

  /**
   * A recording as a request to the gateway.
   *
   * @param recorded the body as recorded, which the provider must get again
   * @param body the body as sent, for a model at one of our providers
   */
  @SuppressWarnings("ArrayRecordComponent") // never compared
  private record Call(String path, String upstreamPath, ObjectNode recorded, byte[] body) {
    static Optional<Call> of(Recording recording) {
      String path = recording.path();
      if (!recording.method().equals("POST")
          || !(recording.requestBody().orElse(null) instanceof ObjectNode body)) {
        return Optional.empty();
      }
      if (path.contains("enerateContent")) {
        return gemini(path, body);
      }
      Optional<String> door =
          path.contains("/chat/completions")
              ? Optional.of("/v1/chat/completions")
              : path.contains("/responses") && path.indexOf("/responses/") < 0
                  ? Optional.of("/v1/responses")
                  : path.contains("/messages") && path.indexOf("/messages/") < 0
                      ? Optional.of("/v1/messages")
                      : Optional.empty();
      return door.filter(_ -> body.path("model").isTextual()).map(found -> inBody(found, body));
    }

    private static Call inBody(String door, ObjectNode body) {
      String provider =
          switch (door) {
            case "/v1/chat/completions" -> "p-chat";
            case "/v1/responses" -> "p-responses";
            default -> "p-anthropic";
          };
      ObjectNode sent = body.deepCopy();
      sent.put("model", provider + "/" + body.path("model").textValue());
      return new Call(door, door, body, StrictJson.toBytes(sent));
    }

    private static Optional<Call> gemini(String path, ObjectNode body) {
      int models = path.indexOf("models/");
      if (models < 0) {
        return Optional.empty();
      }
      String rest = path.substring(models + "models/".length());
      String upstream = "/v1beta/models/" + rest;
      return Optional.of(
          new Call("/v1beta/models/p-gemini/" + rest, upstream, body, StrictJson.toBytes(body)));
    }

    /** Checks what the provider received: all but model and credentials as the client sent it. */
    void checkUpstream(Received received, Recording recording) {
      JsonNode got = StrictJson.parse(received.body().getBytes());
      assertThat(got).as(recording.toString()).isEqualTo(recorded);
      assertThat(pathOf(received.uri())).as(recording.toString()).isEqualTo(pathOf(upstreamPath));
      String headers = received.headers().toString();
      assertThat(headers).contains("provider-key").doesNotContain("client-key");
    }

    private static String pathOf(String uri) {
      int query = uri.indexOf('?');
      return query < 0 ? uri : uri.substring(0, query);
    }
  }
}
