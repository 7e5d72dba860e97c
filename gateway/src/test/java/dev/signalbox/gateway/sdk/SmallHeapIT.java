package dev.signalbox.gateway.sdk;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** O06: pictures of 20 MB, eight at once, and a heap of 256 MB. */
final class SmallHeapIT {
  private static final int AT_ONCE = 8;
  private static final int ROUNDS = Boolean.getBoolean("full") ? 5 : 1;
  private static final int IMAGE_BYTES = 15_000_000;
  private static final String ANSWER =
      """
      {"id": "c", "object": "chat.completion", "created": 1, "model": "m",
       "choices": [{"index": 0, "message": {"role": "assistant", "content": "seen"},
         "finish_reason": "stop"}],
       "usage": {"prompt_tokens": 1, "completion_tokens": 1, "total_tokens": 2}}\
      """;

  @TempDir Path folder;

  private HttpServer provider;
  private final HttpClient client = HttpClient.newHttpClient();

  @BeforeEach
  void begin() throws IOException {
    provider = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    provider.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
    provider.createContext("/", SmallHeapIT::answer);
    provider.start();
    Files.writeString(
        folder.resolve("config.toml"),
        """
        [[providers]]
        id = "p"
        provider_type = "openai_chat"
        api_key = "k"
        endpoint = "http://127.0.0.1:%d"
        [sanitization]
        enabled = true
        redact_pii = true
        """
            .formatted(provider.getAddress().getPort()));
  }

  @AfterEach
  void end() {
    client.close();
    provider.stop(0);
  }

  @Test
  @DisplayName("O06 large pictures at once are answered or told to come again, and nothing dies")
  void isNotKilledByLargePictures() throws Exception {
    byte[] picture = new byte[IMAGE_BYTES];
    new SplittableRandom(1).nextBytes(picture);
    String base64 = Base64.getEncoder().encodeToString(picture);
    try (PackagedProgram program = PackagedProgram.start(folder, "serve", "-p", "0")) {
      int port = ScarceIT.port(program);
      for (int round = 0; round < ROUNDS; round++) {
        List<Integer> same = at(port, "/v1/chat/completions", chat(base64));
        List<Integer> translated = at(port, "/v1/messages", messages(base64));

        assertThat(same).contains(200).isSubsetOf(200, 503);
        assertThat(translated).contains(200).isSubsetOf(200, 503);
      }
      assertThat(at(port, "/v1/chat/completions", chat("iVBORw0KGgo="))).containsOnly(200);
      assertThat(program.stop()).isZero();
    }
  }

  private List<Integer> at(int port, String path, byte[] body) throws Exception {
    List<CompletableFuture<HttpResponse<String>>> sent = new ArrayList<>();
    for (int i = 0; i < AT_ONCE; i++) {
      sent.add(
          client.sendAsync(
              HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
                  .header("content-type", "application/json")
                  .expectContinue(true)
                  .POST(BodyPublishers.ofByteArray(body))
                  .build(),
              BodyHandlers.ofString()));
    }
    List<Integer> statuses = new ArrayList<>();
    for (CompletableFuture<HttpResponse<String>> each : sent) {
      HttpResponse<String> answer = each.get();
      statuses.add(answer.statusCode());
      if (answer.statusCode() == 503) {
        assertThat(answer.headers().firstValue("retry-after")).isPresent();
      }
    }
    return statuses;
  }

  private static byte[] chat(String base64) {
    return """
    {"model": "p/m", "messages": [{"role": "user", "content": [
      {"type": "image_url", "image_url": {"url": "data:image/png;base64,%s"}}]}]}
    """
        .formatted(base64)
        .getBytes(StandardCharsets.UTF_8);
  }

  private static byte[] messages(String base64) {
    return """
    {"model": "p/m", "max_tokens": 64, "messages": [{"role": "user", "content": [{"type": "image",
      "source": {"type": "base64", "media_type": "image/png", "data": "%s"}}]}]}
    """
        .formatted(base64)
        .getBytes(StandardCharsets.UTF_8);
  }

  private static void answer(HttpExchange exchange) throws IOException {
    try (InputStream body = exchange.getRequestBody();
        OutputStream out = exchange.getResponseBody()) {
      body.transferTo(OutputStream.nullOutputStream());
      byte[] answer = ANSWER.getBytes(StandardCharsets.UTF_8);
      exchange.getResponseHeaders().add("content-type", "application/json");
      exchange.sendResponseHeaders(200, answer.length);
      out.write(answer);
    }
  }
}
