package dev.signalbox.gateway.e2e.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.signalbox.gateway.e2e.ClientApi;
import dev.signalbox.gateway.e2e.Eventually;
import dev.signalbox.gateway.e2e.RawClient;
import dev.signalbox.gateway.simulator.RawUpstream;
import dev.signalbox.gateway.simulator.RawUpstream.Act;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** Faults that show over several requests of the same connections. */
final class ConnectionsTest {
  private static final Act ASKED = new Act.ReadRequest();
  private static final String GOOD =
      "HTTP/1.1 200 OK\r\ncontent-type: application/json\r\ncontent-length: %d\r\n\r\n%s"
          .formatted(Wire.CHAT.length(), Wire.CHAT);
  private static final Act ANSWER = Act.text(GOOD);
  private static final Path OPEN_FILES = Path.of("/proc/self/fd");

  /** As the kernel names the state of a connection that both sides have opened. */
  private static final String ESTABLISHED = "01";

  private static final Path SOCKETS = Path.of("/proc/net/tcp");
  private static final Path SOCKETS_OF_IPV6 = Path.of("/proc/net/tcp6");
  private static final int MANY = 1_000;

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

      HttpResponse<byte[]> second = bench.ask(Bench.ALONE);

      assertThat(second.statusCode()).isEqualTo(502);
      assertThat(second.headers().firstValue("x-signalbox-error")).contains("upstream_closed");
      assertThat(bench.record(second).attempts()).hasSize(1);
      assertThat(bench.counted("upstream_closed")).isEqualTo(1);
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
      assertThat(bench.counted("upstream_busy")).isEqualTo(1);
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
      assertThat(bench.counted("upstream_busy")).isEqualTo(1);
      assertThat(first.join().statusCode()).isEqualTo(504);
    }
  }

  @Test
  @DisplayName("C10 a provider that closes each connection leaves none behind")
  void closedConnectionsAreLetGo() {
    assumeTrue(Files.isDirectory(OPEN_FILES), "skipped: open files are listed on Linux only");
    String answer = Wire.json("200 OK", Wire.CHAT);
    try (RawUpstream upstream =
            RawUpstream.answering(answer, new Act.AwaitClose(), new Act.Close());
        Bench bench = new Bench(Faulty.of(upstream), "connect_timeout_ms = 9000\n")) {
      askOften(bench, 200);
      long before = openFiles();

      askOften(bench, MANY);

      Eventually.holds(() -> openFiles() <= before + 20, "as few open files as before");
      for (int i = 0; i < MANY + 200; i++) {
        assertThat(upstream.closed(i)).as("how the connection was closed").isNotNull();
      }
    }
  }

  private static void askOften(Bench bench, int times) {
    for (int i = 0; i < times; i += 20) {
      assertThat(bench.askAtOnce(Bench.ALONE, 20)).allMatch(each -> each.statusCode() == 200);
    }
  }

  private static long openFiles() {
    try (Stream<Path> files = Files.list(OPEN_FILES)) {
      return files.count();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Test
  @DisplayName("C08 the kernel asks after a peer of which nothing is heard")
  void connectionsToProvidersAreKeptAlive() {
    assumeTrue(Files.exists(SOCKETS_OF_IPV6), "skipped: timers of sockets are told on Linux only");
    try (RawUpstream upstream = RawUpstream.of(ASKED, new Act.AwaitClose());
        Bench bench = new Bench(Faulty.of(upstream), "first_byte_timeout_ms = 9000\n");
        RawClient waiting = new RawClient(bench.gateway().port())) {
      waiting.send(
          RawClient.post(
              ClientApi.CHAT.path(Bench.ALONE, false), ClientApi.CHAT.body(Bench.ALONE, false)));
      Eventually.holds(() -> upstream.connections() == 1, "the call");

      assertThat(timersOfConnectionsTo(upstream.port())).containsExactly("02");
    }
  }

  /**
   * Which timer the kernel has for each open connection to a local port; 02 is that of keep-alive.
   * Those of who had the port before may still be there for a while.
   */
  private static List<String> timersOfConnectionsTo(int port) {
    String remote = "0100007F:%04X".formatted(port);
    try (Stream<String> four = Files.lines(SOCKETS);
        Stream<String> six = Files.lines(SOCKETS_OF_IPV6)) {
      return Stream.concat(four, six)
          .map(line -> line.strip().split("\\s+"))
          .filter(cells -> cells[2].endsWith(remote) && cells[3].equals(ESTABLISHED))
          .map(cells -> cells[5].substring(0, 2))
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Test
  @DisplayName("C18 no proxy is used that is not configured")
  void noProxyIsTakenFromTheSurroundings() {
    System.setProperty("http.proxyHost", "127.0.0.1");
    System.setProperty("http.proxyPort", "1");
    try (Faulty faulty = Faulty.raw(ASKED, ANSWER, new Act.AwaitClose());
        Bench bench = new Bench(faulty, "connect_timeout_ms = 9000\n")) {
      assertThat(bench.ask(Bench.ALONE).statusCode()).isEqualTo(200);
    } finally {
      System.clearProperty("http.proxyHost");
      System.clearProperty("http.proxyPort");
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
}
