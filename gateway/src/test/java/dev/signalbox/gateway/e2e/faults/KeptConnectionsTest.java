package dev.signalbox.gateway.e2e.faults;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.UnixOperatingSystemMXBean;
import dev.signalbox.analytics.record.RequestRecord;
import dev.signalbox.gateway.e2e.ClientApi;
import dev.signalbox.gateway.e2e.Eventually;
import dev.signalbox.gateway.e2e.RawClient;
import dev.signalbox.gateway.e2e.RunningGateway;
import dev.signalbox.gateway.simulator.RawUpstream;
import dev.signalbox.gateway.simulator.RawUpstream.Act;
import dev.signalbox.gateway.simulator.Step;
import io.netty.util.internal.PlatformDependent;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.http.HttpResponse;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** D09, D10 and D11: connections that wait, and those that are asked again before they answered. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class KeptConnectionsTest {
  private static final int IDLE_MILLIS = 1_000;

  /** Time to open thousands of connections before the first is idle for too long. */
  private static final int LONG_IDLE_MILLIS = 3_000;

  private static final long MOST_BYTES_EACH = 20 * 1024;

  /** Files that everything else in this process needs. */
  private static final long OTHER_FILES = 1_000;

  private final RawUpstream upstream =
      RawUpstream.of(
          new Act.ReadRequest(),
          Act.text(Wire.STREAM + Wire.chunk(": thinking\n\n")),
          new Act.Pause(IDLE_MILLIS + 1_500),
          Act.text(Wire.piece("thought") + Wire.done()),
          new Act.AwaitClose());
  private final Bench bench =
      Bench.serving(
          Faulty.of(upstream),
          "first_byte_timeout_ms = 9000\n",
          "idle_timeout_ms = %d\nkeep_alive_seconds = 1\n".formatted(IDLE_MILLIS));
  private final RunningGateway gateway = bench.gateway();

  @AfterAll
  void stop() {
    bench.close();
    upstream.close();
  }

  @Test
  @DisplayName("D09 thousands of idle connections cost little, keep nobody out, and are closed")
  void idleConnections() {
    List<SocketChannel> idle = new ArrayList<>();
    try (Bench patient =
        Bench.serving(
            Faulty.refusing(),
            "",
            "idle_timeout_ms = %d\nmax_connections = 20000\n".formatted(LONG_IDLE_MILLIS))) {
      int port = patient.gateway().port();
      idle.add(used(port)); // what is needed once for all of them
      long before = usedBytes();
      int many = count();
      for (int i = 0; i < many; i++) {
        idle.add(used(port));
      }
      long each = (usedBytes() - before) / many;

      long began = System.nanoTime();
      assertThat(patient.ask("good/m").statusCode()).isEqualTo(200);
      assertThat(Duration.ofNanos(System.nanoTime() - began)).isLessThan(Duration.ofSeconds(1));
      assertThat(each).as("bytes for each of %d connections", many).isLessThan(MOST_BYTES_EACH);
      Eventually.holds(() -> idle.stream().allMatch(KeptConnectionsTest::hasEnded), "all to end");
      assertThat(patient.ask("good/m").statusCode()).isEqualTo(200);
    } finally {
      idle.forEach(KeptConnectionsTest::close);
    }
  }

  private static int count() {
    if (!Boolean.getBoolean("full")) {
      return 2_000;
    }
    var system = (UnixOperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
    long free = system.getMaxFileDescriptorCount() - system.getOpenFileDescriptorCount();
    return (int) Math.min(10_000, (free - OTHER_FILES) / 2);
  }

  /** A connection that has been used once. */
  private static SocketChannel used(int port) {
    try {
      SocketChannel channel =
          SocketChannel.open(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
      channel.write(
          ByteBuffer.wrap(
              "GET /health/live HTTP/1.1\r\nhost: localhost\r\n\r\n"
                  .getBytes(StandardCharsets.US_ASCII)));
      ByteBuffer answer = ByteBuffer.allocate(4_096);
      channel.read(answer);
      assertThat(new String(answer.array(), 0, 12, StandardCharsets.US_ASCII))
          .isEqualTo("HTTP/1.1 200");
      channel.configureBlocking(false);
      return channel;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static boolean hasEnded(SocketChannel channel) {
    try {
      return channel.read(ByteBuffer.allocate(512)) < 0;
    } catch (IOException e) {
      return true; // reset is an end too
    }
  }

  private static void close(SocketChannel channel) {
    try {
      channel.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static long usedBytes() {
    System.gc();
    Runtime runtime = Runtime.getRuntime();
    return runtime.totalMemory()
        - runtime.freeMemory()
        + Math.max(0, PlatformDependent.usedDirectMemory());
  }

  @Test
  @DisplayName("D10 a model may think for longer than a connection may be idle")
  void aModelThinks() {
    try (RawClient client = new RawClient(gateway.port())) {
      String answer =
          client.send(request("thinks", Bench.ALONE, true)).readUntil(ClientApi.CHAT.endOfStream());

      assertThat(answer)
          .startsWith("HTTP/1.1 200 ")
          .containsSubsequence(": thinking\n\n", ": keep-alive\n\n", "thought");
      assertThat(gateway.record("thinks").ending().outcome()).isEqualTo("ok");
    }
  }

  @Test
  @DisplayName("D10 so it may before it says anything")
  void aModelThinksBeforeItsHead() {
    gateway.script().then(new Step.Delay(IDLE_MILLIS + 500));

    HttpResponse<byte[]> response = bench.ask("good/m");

    assertThat(response.statusCode()).isEqualTo(200);
    assertThat(bench.record(response).timing().millis()).isGreaterThan(IDLE_MILLIS);
  }

  @Test
  @DisplayName("D11 requests that do not wait for each other are answered in their order")
  void pipelined() {
    gateway.script().then(new Step.SlowDrip(64, 5));
    try (RawClient client = new RawClient(gateway.port())) {
      client.send(
          request("first", "good/m", true)
              + request("second", "good/m", false)
              + request("third", "good/m", true));

      String answers = client.readUntil(ClientApi.CHAT.endOfStream());
      assertThat(answers).contains("x-request-id: first").doesNotContain("second", "third");
      RawClient.Answer second = answerAfterChunks(client);
      assertThat(second.head()).contains("x-request-id: second");
      assertThat(client.readUntil(ClientApi.CHAT.endOfStream())).contains("x-request-id: third");
    }
    for (String id : List.of("first", "second", "third")) {
      assertThat(gateway.record(id).ending().status()).isEqualTo(200);
    }
  }

  private static RawClient.Answer answerAfterChunks(RawClient client) {
    client.readUntil("0\r\n\r\n");
    return client.answer();
  }

  @Test
  @DisplayName("D11 D01 whoever leaves with further requests waiting ends the first, and those")
  void leavesWithMoreWaiting() {
    gateway.script().then(new Step.StallAfterEvents(4));
    int arrived = gateway.simulator().arrived();
    try (RawClient client = new RawClient(gateway.port())) {
      client.send(request("leaves", "good/m", true) + request("waits", "good/m", false).repeat(20));
      client.readUntil(ClientApi.CHAT.textMark());
    }

    RequestRecord record = gateway.record("leaves");
    assertThat(record.ending().status()).isEqualTo(499);
    assertThat(record.timing().millis()).isLessThan(IDLE_MILLIS + 4_000);
    assertThat(bench.deployment("good/m").path("in_flight").asInt()).isZero();
    assertThat(gateway.simulator().arrived()).isEqualTo(arrived + 1);
  }

  private static String request(String id, String model, boolean stream) {
    return RawClient.post(ClientApi.CHAT.path(model, stream), ClientApi.CHAT.body(model, stream))
        .replaceFirst("\r\n", "\r\nx-request-id: " + id + "\r\n");
  }
}
