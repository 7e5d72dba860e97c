package dev.signalbox.gateway.e2e.faults;

import static org.assertj.core.api.Assertions.assertThat;

import dev.signalbox.analytics.record.AttemptRecord;
import dev.signalbox.analytics.record.RequestRecord;
import dev.signalbox.gateway.e2e.ClientApi;
import dev.signalbox.gateway.e2e.Eventually;
import dev.signalbox.gateway.e2e.RawClient;
import io.vertx.core.http.HttpServerRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** S14: providers that break single streams, or whole connections, of HTTP/2. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class Http2Test {
  private static final long INTERNAL_ERROR = 2;
  private static final String TRUST = "javax.net.ssl.trustStore";
  private static final String OPTIONS =
      """
      http2 = true
      connect_timeout_ms = 9000
      first_byte_timeout_ms = 9000
      idle_timeout_ms = 9000
      breaker = { min_calls = 10000 }
      """;

  private Http2Server server;
  private Bench bench;

  @BeforeAll
  void start(@TempDir Path folder) {
    TlsKeys keys = TlsKeys.make(folder);
    System.setProperty(TRUST, keys.trusted().toString());
    System.setProperty(TRUST + "Password", "changeit");
    server = new Http2Server(keys.pfx("good"));
    bench = new Bench(Faulty.at(server.origin()), OPTIONS);
  }

  @AfterAll
  void stop() {
    bench.close();
    server.close();
    System.clearProperty(TRUST);
    System.clearProperty(TRUST + "Password");
  }

  @Test
  @DisplayName("S14 S01 RST_STREAM before a piece: the next entry")
  void aStreamThatIsResetBeforeItBegins() {
    server.plays(request -> request.response().reset(INTERNAL_ERROR));
    long counted = bench.counted("upstream_reset");

    HttpResponse<byte[]> response = bench.ask(ClientApi.CHAT, Bench.BOTH, true);

    assertThat(response.statusCode()).isEqualTo(200);
    assertThat(bench.record(response).attempts())
        .extracting(AttemptRecord::outcome)
        .containsExactly("upstream_reset", "answered");
    assertThat(bench.record(response).timing().millis()).isLessThan(1_000);
    assertThat(bench.counted("upstream_reset") - counted).isEqualTo(1);
  }

  @Test
  @DisplayName("S14 S02 RST_STREAM after a piece is told in the stream, and others go on")
  void aStreamThatIsResetLaterAndItsNeighbours() {
    List<HttpServerRequest> arrived = server.holds();
    List<RawClient> clients = new ArrayList<>();
    try {
      for (int i = 0; i < 4; i++) {
        clients.add(new RawClient(bench.gateway().port()).send(request("stream-" + i)));
        int number = i + 1;
        Eventually.holds(() -> arrived.size() == number, "the call");
        arrived.get(i).response().write(piece("hello-" + i));
        clients.get(i).readUntil("hello-" + i);
      }
      int broken = server.neighbour(arrived);

      arrived.get(broken).response().reset(INTERNAL_ERROR);
      String told = clients.get(broken).readAll();
      for (int i = 0; i < 4; i++) {
        if (i != broken) {
          arrived.get(i).response().end(Wire.unchunked(Wire.stopped()) + "data: [DONE]\n\n");
          assertThat(clients.get(i).readAll()).contains(ClientApi.CHAT.endOfStream());
          assertThat(outcomes("stream-" + i)).containsExactly("answered");
        }
      }

      assertThat(told).contains("error").doesNotContain(ClientApi.CHAT.endOfStream());
      assertThat(outcomes("stream-" + broken)).containsExactly("upstream_closed");
    } finally {
      clients.forEach(RawClient::close);
    }
  }

  @Test
  @DisplayName("S14 GOAWAY lets running streams finish, and new ones take another connection")
  void aConnectionThatIsGivenUpServesWhatItHas() {
    List<HttpServerRequest> arrived = server.holds();
    try (RawClient client = new RawClient(bench.gateway().port())) {
      client.send(request("going"));
      Eventually.holds(() -> arrived.size() == 1, "the call");
      HttpServerRequest running = arrived.getFirst();
      running.response().write(piece("hello"));
      client.readUntil("hello");

      server.givesUp(running);
      server.plays(request -> request.response().end(Wire.CHAT));
      for (int i = 0; i < 4; i++) {
        assertThat(bench.ask(Bench.ALONE).statusCode()).as("status of a new call").isEqualTo(200);
      }
      // not its end: with that the connection may be gone before it is read
      running.response().write(Wire.unchunked(Wire.stopped()) + "data: [DONE]\n\n");

      assertThat(client.readUntil(ClientApi.CHAT.endOfStream()))
          .contains(ClientApi.CHAT.endOfStream());
      assertThat(outcomes("going")).containsExactly("answered");
    }
  }

  @Test
  @DisplayName("S14 GOAWAY and the end of the connection: the next entry")
  void aStreamWhoseConnectionIsGivenUp() {
    server.plays(request -> request.connection().shutdown(500, TimeUnit.MILLISECONDS));

    RequestRecord record =
        InTime.of(
            500,
            () -> bench.record(bench.ask(ClientApi.CHAT, Bench.BOTH, true)),
            each -> each.timing().millis());

    assertThat(record.served()).isEqualTo("good/m");
    assertThat(record.attempts())
        .extracting(AttemptRecord::outcome)
        .containsExactly("upstream_closed", "answered");
  }

  @Test
  @DisplayName("S14 S03 a stream that stalls is reset, and its connection goes on")
  void aStreamThatStalls() {
    List<HttpServerRequest> arrived = server.holds();
    String brief = OPTIONS.replace("idle_timeout_ms = 9000", "idle_timeout_ms = 500");
    try (Bench impatient = new Bench(Faulty.at(server.origin()), brief);
        RawClient client = new RawClient(impatient.gateway().port())) {
      client.send(request("stalls"));
      Eventually.holds(() -> arrived.size() == 1, "the call");
      arrived.getFirst().response().write(piece("hello"));

      assertThat(client.readAll()).contains("hello", "error");

      assertThat(impatient.gateway().record("stalls").attempts())
          .extracting(AttemptRecord::outcome)
          .containsExactly("stream_idle");
      assertThat(impatient.counted("stream_idle")).isEqualTo(1);
      Eventually.holds(() -> server.resets() > 0, "the stream to be reset");
      assertThat(server.closed(arrived.getFirst())).as("that the connection is closed").isFalse();
    }
  }

  private List<String> outcomes(String id) {
    return bench.gateway().record(id).attempts().stream().map(AttemptRecord::outcome).toList();
  }

  private static String request(String id) {
    return RawClient.post(
            ClientApi.CHAT.path(Bench.BOTH, true), ClientApi.CHAT.body(Bench.BOTH, true))
        .replaceFirst("\r\n", "\r\nconnection: close\r\nx-request-id: " + id + "\r\n");
  }

  private static String piece(String text) {
    return Wire.unchunked(Wire.piece(text));
  }
}
