package dev.signalbox.gateway.e2e.faults;

import static org.assertj.core.api.Assertions.assertThat;

import dev.signalbox.analytics.record.AttemptRecord;
import dev.signalbox.analytics.record.Bill;
import dev.signalbox.analytics.record.RequestRecord;
import dev.signalbox.gateway.e2e.ClientApi;
import dev.signalbox.gateway.e2e.Eventually;
import dev.signalbox.gateway.e2e.RawClient;
import dev.signalbox.gateway.e2e.RunningGateway;
import dev.signalbox.gateway.simulator.RawUpstream;
import dev.signalbox.gateway.simulator.RawUpstream.Act;
import dev.signalbox.gateway.simulator.Step;
import io.vertx.core.buffer.Buffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** D06, D07 and D08: clients that take their time, which others need not. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class SlowClientsTest {
  private static final String TIMES =
      """
      header_timeout_ms = 500
      body_timeout_ms = 500
      write_timeout_ms = 1000
      idle_timeout_ms = 1000
      """;

  /** What a busy machine may add. */
  private static final long SLACK_MILLIS = 1_250;

  private static final String FORM =
      "--edge\r\nContent-Disposition: form-data; name=\"%s\"\r\n\r\n%s\r\n";

  /** All that a slow client keeps in the buffers on its way. */
  private static final long MOST_BYTES = 48L * 1024 * 1024;

  private final RawUpstream upstream =
      RawUpstream.of(
          new Act.ReadRequest(),
          Act.text(Wire.STREAM),
          new Act.Flood(Buffer.buffer(Wire.piece("flood ".repeat(1_000)))));
  private final Bench bench =
      Bench.serving(Faulty.of(upstream), "first_byte_timeout_ms = 9000\n", TIMES);
  private final RunningGateway gateway = bench.gateway();

  @AfterAll
  void stop() {
    bench.close();
    upstream.close();
  }

  @Test
  @DisplayName("D06 a client that reads nothing of a stream")
  void readsNothingOfAStream() {
    assertCut("nothing", _ -> {});
  }

  @Test
  @DisplayName("D06 a client that reads 1 KiB of a stream now and then")
  void readsHardlyAnythingOfAStream() {
    assertCut("hardly", client -> client.read(1));
  }

  private void assertCut(String id, Consumer<RawClient> reading) {
    int number = upstream.connections();
    long counted = bench.counted("client_slow");
    long began = System.nanoTime();
    try (RawClient client = new RawClient(gateway.port())) {
      client.send(stream(id)).readUntil("flood");

      upstreamEnds(number, () -> reading.accept(client));

      long millis = (System.nanoTime() - began) / 1_000_000;
      assertThat(millis).isBetween(1_000L, 1_000 + 2 * SLACK_MILLIS);
      assertThat(upstream.connection(number).bytesWritten()).isLessThan(MOST_BYTES);
      RequestRecord record = gateway.record(id);
      AttemptRecord attempt = record.attempts().getFirst();
      assertThat(attempt.outcome()).isEqualTo("client_slow");
      assertThat(attempt.bill().charge()).isEqualTo(Bill.Charge.ESTIMATED);
      assertThat(bench.counted("client_slow")).isEqualTo(counted + 1);
      assertThat(bench.deployment(Bench.ALONE).path("circuit").asText()).isEqualTo("closed");
      assertEnds(client, Duration.ofMillis(1_000 + SLACK_MILLIS));
    }
  }

  private void upstreamEnds(int number, Runnable meanwhile) {
    Eventually.holds(
        () -> {
          meanwhile.run();
          return upstream.connection(number).closed().isDone();
        },
        "the provider's stream to end");
  }

  @Test
  @DisplayName("D06 a client that reads nothing of a whole answer")
  void readsNothingOfAWholeAnswer() {
    gateway
        .script()
        .then(new Step.Replay(200, "audio/wav", Buffer.buffer(new byte[24 << 20]), List.of()));
    try (RawClient client = new RawClient(gateway.port())) {
      client.send(RawClient.post("/v1/audio/speech", "{\"model\":\"good/m\",\"input\":\"hello\"}"));

      assertEnds(client, Duration.ofMillis(2_000 + 2 * SLACK_MILLIS));
      assertThat(client.read(24 << 20)).isLessThan(24 << 20);
    }
  }

  @Test
  @DisplayName("D07 a head that comes byte by byte")
  void aSlowHead() {
    long counted = bench.counted("client_head_late");
    long began = System.nanoTime();
    try (RawClient client = new RawClient(gateway.port())) {
      client.send("POST /v1/chat/completions HTTP/1.1\r\nx-slow: ");
      assertEnds(client, "a", Duration.ofMillis(500 + SLACK_MILLIS));

      assertThat(System.nanoTime() - began).isGreaterThan(500_000_000L);
      assertThat(bench.counted("client_head_late")).isEqualTo(counted + 1);
    }
  }

  @Test
  @DisplayName("D07 a connection that says nothing at all")
  void noHead() {
    try (RawClient client = new RawClient(gateway.port())) {
      assertThat(client.endsWithin(Duration.ofMillis(500 + SLACK_MILLIS))).isTrue();
    }
  }

  @Test
  @DisplayName("D07 a later head that comes byte by byte has no longer than an idle connection")
  void aSlowLaterHead() {
    try (RawClient client = new RawClient(gateway.port())) {
      client.send("GET /health/live HTTP/1.1\r\nhost: localhost\r\n\r\n");
      assertThat(client.answer().status()).isEqualTo(200);

      client.send("GET /health/live HTTP/1.1\r\nx-slow: ");
      assertEnds(client, "a", Duration.ofMillis(1_000 + SLACK_MILLIS));
    }
  }

  @ParameterizedTest(name = "D08 a body that comes byte by byte, {0}")
  @EnumSource
  void aSlowBody(ClientApi api) {
    String id = "slow-" + api;
    try (RawClient client = new RawClient(gateway.port())) {
      client.send(head(api.path("good/m", false), id, "application/json", 1_000) + "{");

      assertLate(client, api, id);
    }
  }

  @Test
  @DisplayName("D08 a chunked body that does not end")
  void aSlowChunkedBody() {
    try (RawClient client = new RawClient(gateway.port())) {
      client.send(
          """
          POST /v1/messages HTTP/1.1\r
          host: localhost\r
          x-request-id: chunks\r
          transfer-encoding: chunked\r
          \r
          1\r
          {\r
          """);

      assertLate(client, ClientApi.ANTHROPIC, "chunks");
    }
  }

  @Test
  @DisplayName("D08 an upload that stops before it names its model")
  void aSlowUpload() {
    try (RawClient client = new RawClient(gateway.port())) {
      client.send(upload("upload") + FORM.formatted("language", "en"));

      assertLate(client, ClientApi.CHAT, "upload");
    }
  }

  @Test
  @DisplayName("D08 an upload that stops while it goes out is nobody's fault but the client's")
  void anUploadThatStopsOnItsWay() {
    try (RawClient client = new RawClient(gateway.port())) {
      client.send(
          upload("on-its-way")
              + FORM.formatted("model", "good/m")
              + FORM.formatted("language", "en"));

      assertLate(client, ClientApi.CHAT, "on-its-way");
      assertThat(gateway.record("on-its-way").attempts())
          .extracting(AttemptRecord::outcome)
          .containsExactly("request_refused");
      assertThat(bench.deployment("good/m").path("in_flight").asInt()).isZero();
    }
  }

  private void assertLate(RawClient client, ClientApi api, String id) {
    long counted = bench.counted("client_body_late");
    long began = System.nanoTime();
    RawClient.Answer answer = client.answer();

    assertThat(answer.status()).isEqualTo(408);
    assertThat((System.nanoTime() - began) / 1_000_000).isLessThan(500 + SLACK_MILLIS);
    assertThat(api.errorMessage(answer.body().getBytes(StandardCharsets.UTF_8)))
        .contains("did not arrive within");
    assertThat(client.endsWithin(Duration.ofMillis(1_000 + SLACK_MILLIS))).isTrue();
    assertThat(bench.counted("client_body_late")).isEqualTo(counted + 1);
    assertThat(gateway.record(id).ending().status()).isEqualTo(408);
    assertThat(gateway.record(id).ending().outcome()).isEqualTo("request_timeout");
  }

  private static void assertEnds(RawClient client, Duration time) {
    assertEnds(client, "\r\n", time);
  }

  /** The other side has ended when it takes nothing more; until then it is sent {@code text}. */
  private static void assertEnds(RawClient client, String text, Duration time) {
    long began = System.nanoTime();
    BooleanSupplier ended = () -> !client.takes(text);
    Eventually.holds(ended, "the connection to end");
    assertThat(Duration.ofNanos(System.nanoTime() - began)).isLessThan(time);
  }

  private static String stream(String id) {
    String body = ClientApi.CHAT.body(Bench.ALONE, true);
    return head(ClientApi.CHAT.path(Bench.ALONE, true), id, "application/json", body.length())
        + body;
  }

  private static String upload(String id) {
    return head("/v1/audio/transcriptions", id, "multipart/form-data; boundary=edge", 4_000);
  }

  private static String head(String path, String id, String type, int length) {
    return """
    POST %s HTTP/1.1\r
    host: localhost\r
    x-request-id: %s\r
    content-type: %s\r
    content-length: %d\r
    \r
    """
        .formatted(path, id, type, length);
  }
}
