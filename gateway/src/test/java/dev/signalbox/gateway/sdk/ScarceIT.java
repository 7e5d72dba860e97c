package dev.signalbox.gateway.sdk;

import static org.assertj.core.api.Assertions.assertThat;

import dev.signalbox.gateway.e2e.Eventually;
import dev.signalbox.gateway.e2e.RawClient;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** O07, O09 and O12: the packaged program where the system gives it little. */
final class ScarceIT {
  private static final int DESCRIPTORS = 256;
  private static final int LOOKS = 200;
  private static final String STREAM =
      "{\"model\":\"sim/sim-chat\",\"stream\":true,\"messages\":[{\"role\":\"user\",\"content\":\"%s\"}]}"
          .formatted("word ".repeat(100));
  private static final String CHAT =
      "{\"model\":\"sim/sim-chat\",\"messages\":[{\"role\":\"user\",\"content\":\"hi\"}]}";

  @TempDir Path folder;

  @BeforeEach
  void configure() throws IOException {
    Files.writeString(
        folder.resolve("config.toml"),
        """
        [[providers]]
        id = "sim"
        provider_type = "simulator"
        protocol = "openai_chat"
        token_delay_ms = 20
        """);
  }

  @Test
  @DisplayName(
      "O07 without descriptors who is connected is served, and others are when there are some")
  void withoutDescriptorsWhoIsConnectedIsServed() throws IOException {
    try (PackagedProgram program =
        PackagedProgram.startAfter("ulimit -n " + DESCRIPTORS, folder, "serve", "-p", "0")) {
      int port = port(program);
      List<Socket> idle = new ArrayList<>();
      try (RawClient known = new RawClient(port)) {
        assertLive(known); // what it takes to answer is loaded
        known.send(RawClient.post("/v1/chat/completions", STREAM)).readUntil("data:");
        for (int i = 0; i < 2 * DESCRIPTORS; i++) {
          idle.add(new Socket(InetAddress.getLoopbackAddress(), port));
        }
        awaitNoMore(program);
        Duration before = busy(program);
        long began = System.nanoTime();
        String streamed = known.readUntil("[DONE]");
        LockSupport.parkNanos(began + TimeUnit.SECONDS.toNanos(1) - System.nanoTime());
        Duration spent = busy(program).minus(before);
        Duration passed = Duration.ofNanos(System.nanoTime() - began);
        assertLive(known);

        assertThat(streamed).contains("[DONE]");
        assertThat(spent).as("processor time in %s", passed).isLessThan(passed.dividedBy(2));
      } finally {
        for (Socket socket : idle) {
          socket.close();
        }
      }
      long closed = System.nanoTime();
      try (RawClient fresh = new RawClient(port)) {
        chat(fresh);
      }

      assertThat(Duration.ofNanos(System.nanoTime() - closed)).isLessThan(Duration.ofSeconds(10));
      assertThat(program.stop()).isZero();
    }
  }

  @Test
  @DisplayName("O09 a log that nobody reads stops neither the start nor an answer nor the end")
  void aLogThatNobodyReadsStopsNothing() throws IOException {
    String full = "mkfifo log; exec 3<>log; head -c 65536 /dev/zero >&3; exec 2>&3";
    try (PackagedProgram program = PackagedProgram.startAfter(full, folder, "serve", "-p", "0");
        RawClient client = new RawClient(port(program))) {
      chat(client);
      // each is a line of the log, as the file is read anew
      for (int i = 0; i < 3; i++) {
        new ProcessBuilder("kill", "-HUP", Long.toString(program.pid())).start().onExit().join();
      }
      long began = System.nanoTime();
      chat(client);

      assertThat(Duration.ofNanos(System.nanoTime() - began)).isLessThan(Duration.ofSeconds(2));
      assertThat(program.stop()).isZero();
    }
  }

  @Test
  @DisplayName("O12 it is ready when it says that it listens, a few seconds after it was started")
  void itIsReadyWhenItSaysThatItListens() throws IOException {
    long began = System.nanoTime();
    try (PackagedProgram program = PackagedProgram.start(folder, "serve", "-p", "0");
        RawClient client = new RawClient(port(program))) {
      Duration start = Duration.ofNanos(System.nanoTime() - began);
      String answer =
          client
              .send("GET /health/ready HTTP/1.1\r\nhost: localhost\r\nconnection: close\r\n\r\n")
              .readAll();

      assertThat(answer).startsWith("HTTP/1.1 200 ");
      assertThat(start).isLessThan(Duration.ofSeconds(15));
      assertThat(program.stop()).isZero();
    }
  }

  private static void assertLive(RawClient client) {
    String answer =
        client
            .send("GET /health/live HTTP/1.1\r\nhost: localhost\r\n\r\n")
            .readUntil("{\"status\":\"ok\"}");
    assertThat(answer).contains("HTTP/1.1 200 ");
  }

  private static void chat(RawClient client) {
    String answer =
        client.send(RawClient.post("/v1/chat/completions", CHAT)).readUntil("\"total_tokens\"");
    assertThat(answer).contains("HTTP/1.1 200 ");
  }

  /** Waits until the program takes no more connections, whatever keeps it from that. */
  private static void awaitNoMore(PackagedProgram program) {
    Deque<Long> looks = new ArrayDeque<>();
    Eventually.holds(
        () -> {
          looks.addLast(open(program));
          return looks.size() > LOOKS && looks.removeFirst().equals(looks.getLast());
        },
        "no more connections are taken");
  }

  /** The descriptors that the program has open. */
  private static long open(PackagedProgram program) {
    try (var all = Files.list(Path.of("/proc", Long.toString(program.pid()), "fd"))) {
      return all.count();
    } catch (IOException e) {
      return DESCRIPTORS; // a system that does not tell
    }
  }

  private static Duration busy(PackagedProgram program) {
    return ProcessHandle.of(program.pid())
        .flatMap(process -> process.info().totalCpuDuration())
        .orElse(Duration.ZERO);
  }

  static int port(PackagedProgram program) {
    String line = program.linesUntil(each -> each.startsWith("listening on ")).getLast();
    return URI.create(line.split(" ", 4)[2]).getPort();
  }
}
