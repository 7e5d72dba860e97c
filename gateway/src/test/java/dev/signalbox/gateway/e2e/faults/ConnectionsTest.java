package dev.signalbox.gateway.e2e.faults;

import static org.assertj.core.api.Assertions.assertThat;

import dev.signalbox.analytics.record.AttemptRecord;
import dev.signalbox.gateway.e2e.ClientApi;
import dev.signalbox.gateway.e2e.Eventually;
import dev.signalbox.gateway.simulator.RawUpstream;
import dev.signalbox.gateway.simulator.RawUpstream.Act;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** Faults that show over several requests of the same connections. */
final class ConnectionsTest {
  private static final Act ASKED = new Act.ReadRequest();
  private static final String GOOD =
      "HTTP/1.1 200 OK\r\ncontent-type: application/json\r\ncontent-length: %d\r\n\r\n%s"
          .formatted(Wire.CHAT.length(), Wire.CHAT);
  private static final Act ANSWER = Act.text(GOOD);

  @Test
  @DisplayName("C06 a pooled connection that was closed is replaced once, and nobody counts it")
  void aStaleConnectionIsReplaced() {
    RawUpstream upstream =
        RawUpstream.ofPlays(
            List.of(
                List.of(ASKED, ANSWER, ASKED, new Act.Close()),
                List.of(ASKED, ANSWER, new Act.AwaitClose())));
    try (Faulty faulty = Faulty.of(upstream);
        Bench bench = new Bench(faulty, Row.LIMITS)) {
      bench.ask(Bench.ALONE);

      HttpResponse<byte[]> second = bench.ask(Bench.ALONE);

      assertThat(second.statusCode()).isEqualTo(200);
      assertThat(second.headers().firstValue("x-signalbox-attempts")).contains("1");
      assertThat(bench.counted("stale_connection")).isEqualTo(1);
      assertThat(bench.counted("upstream_.*")).isZero();
      assertThat(upstream.connections()).isEqualTo(2);
    }
  }

  @Test
  @DisplayName("C06 the fresh connection is not replaced again")
  void aStaleConnectionIsReplacedOnce() {
    RawUpstream upstream =
        RawUpstream.ofPlays(
            List.of(
                List.of(ASKED, ANSWER, ASKED, new Act.Close()), List.of(ASKED, new Act.Close())));
    try (Faulty faulty = Faulty.of(upstream);
        Bench bench = new Bench(faulty, Row.LIMITS)) {
      bench.ask(Bench.ALONE);

      assertThat(bench.ask(Bench.ALONE).statusCode()).isEqualTo(502);
      assertThat(upstream.connections()).isEqualTo(2);
      assertThat(bench.counted("upstream_closed")).isEqualTo(1);
    }
  }

  @Test
  @DisplayName("C05 a connection that breaks while the provider works is not tried again")
  void aConnectionThatBreaksLateIsNoStaleOne() {
    RawUpstream upstream =
        RawUpstream.ofPlays(
            List.of(List.of(ASKED, ANSWER, ASKED, new Act.Pause(1_100), new Act.Close())));
    try (Faulty faulty = Faulty.of(upstream);
        Bench bench =
            new Bench(
                faulty, Row.LIMITS.replace("byte_timeout_ms = 500", "byte_timeout_ms = 9000"))) {
      bench.ask(Bench.ALONE);

      assertThat(bench.ask(Bench.ALONE).statusCode()).isEqualTo(502);
      assertThat(upstream.connections()).isEqualTo(1);
    }
  }

  @Test
  @DisplayName("C09 when every connection is in use and nobody may wait, the answer is 503 at once")
  void nobodyWaitsForAConnectionWithoutBound() {
    try (Faulty faulty = Faulty.raw(ASKED, new Act.Pause(1_000), ANSWER, new Act.AwaitClose());
        Bench bench =
            new Bench(
                faulty, "first_byte_timeout_ms = 9000\nmax_connections = 1\nmax_waiting = 0")) {
      CompletableFuture<HttpResponse<byte[]>> first = bench.asking(Bench.ALONE);
      Eventually.holds(() -> faulty.connections().getAsInt() == 1, "the first call");

      HttpResponse<byte[]> second = bench.ask(Bench.ALONE);

      assertThat(second.statusCode()).isEqualTo(503);
      assertThat(second.headers().firstValue("retry-after")).contains("1");
      assertThat(second.headers().firstValue("x-signalbox-error")).contains("upstream_busy");
      assertThat(bench.record(second).timing().millis()).isLessThanOrEqualTo(250);
      assertThat(first.join().statusCode()).isEqualTo(200);
      assertThat(bench.deployment(Bench.ALONE).path("circuit").asText()).isEqualTo("closed");
    }
  }

  @Test
  @DisplayName("C09 who waits for a connection waits no longer than for one to be made")
  void waitingForAConnectionHasItsTime() {
    try (Faulty faulty = Faulty.raw(ASKED, new Act.AwaitClose());
        Bench bench =
            new Bench(
                faulty,
                "connect_timeout_ms = 300\nfirst_byte_timeout_ms = 3000\n"
                    + "max_connections = 1\nmax_waiting = 9")) {
      CompletableFuture<HttpResponse<byte[]>> first = bench.asking(Bench.ALONE);
      Eventually.holds(() -> faulty.connections().getAsInt() == 1, "the first call");

      HttpResponse<byte[]> second = bench.ask(Bench.ALONE);

      assertThat(second.statusCode()).isEqualTo(503);
      assertThat(second.headers().firstValue("x-signalbox-error")).contains("upstream_busy");
      assertThat(bench.record(second).timing().millis()).isBetween(290L, 2_000L);
      assertThat(first.join().statusCode()).isEqualTo(504);
    }
  }

  @Test
  @DisplayName("C10 a provider that closes each connection leaves none behind")
  void closedConnectionsAreLetGo() {
    try (RawUpstream upstream =
            RawUpstream.answering(Wire.json("200 OK", Wire.CHAT), new Act.AwaitClose());
        Bench bench = new Bench(Faulty.of(upstream), Row.LIMITS)) {
      for (int i = 0; i < 40; i++) {
        assertThat(bench.ask(Bench.ALONE).statusCode()).isEqualTo(200);
      }
      for (int i = 0; i < 40; i++) {
        assertThat(upstream.closed(i)).isNotNull();
      }
    }
  }

  @Test
  @DisplayName("C13 bytes after an answer reach nobody")
  void bytesAfterAnAnswerReachNobody() {
    String evil =
        "HTTP/1.1 200 OK\r\ncontent-type: application/json\r\ncontent-length: 4\r\n\r\nEVIL";
    try (Faulty faulty =
            Faulty.raw(ASKED, Act.text(GOOD + evil), ASKED, ANSWER, new Act.AwaitClose());
        Bench bench = new Bench(faulty, Row.LIMITS)) {
      for (int i = 0; i < 5; i++) {
        HttpResponse<byte[]> response = bench.ask(Bench.ALONE);

        assertThat(text(response)).doesNotContain("EVIL").contains("hello");
      }
    }
  }

  @Test
  @DisplayName("C14 interim answers are ignored")
  void interimAnswersAreIgnored() {
    try (Faulty faulty =
            Faulty.raw(
                ASKED,
                Act.text("HTTP/1.1 100 Continue\r\n\r\n"),
                Act.text("HTTP/1.1 103 Early Hints\r\nlink: </x>\r\n\r\n"),
                ANSWER,
                new Act.AwaitClose());
        Bench bench = new Bench(faulty, Row.LIMITS)) {
      assertThat(text(bench.ask(Bench.ALONE))).contains("hello");
    }
  }

  @Test
  @DisplayName("C18 no proxy is used that is not configured")
  void noProxyIsTakenFromTheSurroundings() {
    System.setProperty("http.proxyHost", "127.0.0.1");
    System.setProperty("http.proxyPort", "1");
    try (Faulty faulty = Faulty.raw(ASKED, ANSWER, new Act.AwaitClose());
        Bench bench = new Bench(faulty, Row.LIMITS)) {
      assertThat(bench.ask(Bench.ALONE).statusCode()).isEqualTo(200);
    } finally {
      System.clearProperty("http.proxyHost");
      System.clearProperty("http.proxyPort");
    }
  }

  @Test
  @DisplayName("U15 absurd usage is not believed, and harms nobody")
  void absurdUsageHarmsNobody() {
    String absurd =
        Wire.CHAT.replace("\"completion_tokens\":5", "\"completion_tokens\":-9223372036854775808");
    try (Faulty faulty = Faulty.answering(Wire.json("200 OK", absurd));
        Bench bench = new Bench(faulty, Row.LIMITS + "tokens_per_minute = 1000\n")) {
      HttpResponse<byte[]> response = bench.ask(Bench.ALONE);

      assertThat(response.statusCode()).isEqualTo(200);
      assertThat(bench.record(response).attempts())
          .extracting(AttemptRecord::outcome)
          .containsExactly("answered");
    }
  }

  @Test
  @DisplayName("U14 providers are asked not to compress")
  void providersAreAskedNotToCompress() {
    try (Faulty faulty = Faulty.refusing();
        Bench bench = new Bench(faulty, Row.LIMITS)) {
      bench.ask(ClientApi.CHAT, Bench.BOTH, false);

      assertThat(bench.gateway().simulator().received().getFirst().headers().get("accept-encoding"))
          .isEqualTo("identity");
    }
  }

  private static String text(HttpResponse<byte[]> response) {
    return new String(response.body(), StandardCharsets.UTF_8);
  }
}
