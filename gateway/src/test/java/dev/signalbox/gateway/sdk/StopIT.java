package dev.signalbox.gateway.sdk;

import static org.assertj.core.api.Assertions.assertThat;

import dev.signalbox.gateway.e2e.Eventually;
import dev.signalbox.gateway.simulator.RawUpstream;
import dev.signalbox.gateway.simulator.RawUpstream.Act;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** O01 and O02: the packaged program is stopped while it streams. */
final class StopIT {
  private static final String HEAD =
      "HTTP/1.1 200 OK\r\ncontent-type: text/event-stream\r\ntransfer-encoding: chunked\r\n\r\n";
  private static final String EVENT =
      "data: {\"id\":\"c\",\"object\":\"chat.completion.chunk\",\"created\":1,\"model\":\"m\","
          + "\"choices\":[{\"index\":0,\"delta\":%s,\"finish_reason\":%s}]}\n\n";

  @TempDir Path folder;

  @Test
  @DisplayName("O01 on SIGTERM a stream finishes")
  void onSigtermAStreamFinishesAndItsRecordIsThereAtTheNextStart()
      throws IOException, InterruptedException {
    CompletableFuture<Void> stopping = new CompletableFuture<>();
    String id;
    try (RawUpstream upstream =
            RawUpstream.answering(
                HEAD + chunk(EVENT.formatted("{\"content\":\"hello\"}", "null")),
                new Act.Await(stopping),
                Act.text(chunk(EVENT.formatted("{}", "\"stop\"")) + chunk("data: [DONE]\n\n")),
                Act.text("0\r\n\r\n"),
                new Act.AwaitClose());
        PackagedProgram program = started(30, upstream)) {
      HttpResponse<InputStream> stream = stream(port(program));
      id = stream.headers().firstValue("x-request-id").orElseThrow();
      try (BufferedReader events =
          new BufferedReader(new InputStreamReader(stream.body(), StandardCharsets.UTF_8))) {
        String first = events.readLine();

        new ProcessBuilder("kill", "-TERM", Long.toString(program.pid())).start().waitFor();

        stopping.complete(null);

        assertThat(first).startsWith("data:");
        assertThat(events.lines().collect(Collectors.joining("\n"))).contains("data: [DONE]");
      }
      assertThat(program.awaitEnd()).isZero();
    }
    try (PackagedProgram again = PackagedProgram.start(folder, "serve", "-p", "0")) {
      assertThat(get(port(again), "/v1/records/" + id)).contains("\"status\":200");
    }
  }

  @Test
  @DisplayName("O01 what does not finish in time is cut")
  void whatDoesNotFinishInTimeIsCutWithoutAGoodEnd() throws IOException, InterruptedException {
    try (RawUpstream upstream =
            RawUpstream.answering(
                HEAD + chunk(EVENT.formatted("{\"content\":\"hello\"}", "null")),
                new Act.AwaitClose());
        PackagedProgram program = started(0, upstream)) {
      HttpResponse<InputStream> stream = stream(port(program));
      StringBuilder seen = new StringBuilder();
      try (BufferedReader events =
          new BufferedReader(new InputStreamReader(stream.body(), StandardCharsets.UTF_8))) {
        seen.append(events.readLine());

        int code = program.stop();

        events.lines().forEach(seen::append);
        assertThat(code).isZero();
      } catch (IOException | UncheckedIOException broken) {
        seen.append(broken);
      }
      assertThat(seen.toString()).startsWith("data:").doesNotContain("[DONE]");
    }
  }

  @Test
  @DisplayName("O02 the second SIGTERM ends at once")
  void theSecondSigtermEndsAtOnce() throws IOException, InterruptedException {
    try (RawUpstream upstream =
            RawUpstream.answering(
                HEAD + chunk(EVENT.formatted("{\"content\":\"hello\"}", "null")),
                new Act.AwaitClose());
        PackagedProgram program = started(600, upstream)) {
      int port = port(program);
      HttpResponse<InputStream> stream = stream(port);
      try (BufferedReader events =
          new BufferedReader(new InputStreamReader(stream.body(), StandardCharsets.UTF_8))) {
        assertThat(events.readLine()).startsWith("data:");
        String pid = Long.toString(program.pid());
        new ProcessBuilder("kill", "-TERM", pid).start().waitFor();
        // two signals of a kind that wait to be seen are one
        Eventually.holds(() -> !listens(port), "the first signal is seen");

        assertThat(program.stop()).isEqualTo(143);
      }
    }
  }

  private PackagedProgram started(int drainSeconds, RawUpstream upstream) throws IOException {
    Files.writeString(
        folder.resolve("config.toml"),
        """
        [server]
        drain_seconds = %d
        [[providers]]
        id = "slow"
        provider_type = "openai_chat"
        endpoint = "%s"
        """
            .formatted(drainSeconds, upstream.origin()));
    return PackagedProgram.start(folder, "serve", "-p", "0");
  }

  private static String chunk(String text) {
    return "%x\r\n%s\r\n".formatted(text.length(), text);
  }

  private static HttpResponse<InputStream> stream(int port)
      throws IOException, InterruptedException {
    return HttpClient.newHttpClient()
        .send(
            HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/v1/chat/completions"))
                .header("content-type", "application/json")
                .POST(
                    HttpRequest.BodyPublishers.ofString(
                        "{\"model\": \"slow/m\", \"stream\": true, \"messages\":"
                            + " [{\"role\": \"user\", \"content\": \"tell me something\"}]}"))
                .build(),
            HttpResponse.BodyHandlers.ofInputStream());
  }

  private static int port(PackagedProgram program) {
    String line = program.linesUntil(each -> each.startsWith("listening on ")).getLast();
    return URI.create(line.split(" ", 4)[2]).getPort();
  }

  private static boolean listens(int port) {
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
      return socket.isConnected();
    } catch (IOException _) {
      return false;
    }
  }

  private static String get(int port, String path) throws IOException, InterruptedException {
    return HttpClient.newHttpClient()
        .send(
            HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path)).build(),
            HttpResponse.BodyHandlers.ofString())
        .body();
  }
}
