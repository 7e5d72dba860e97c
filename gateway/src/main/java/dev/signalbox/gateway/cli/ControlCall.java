package dev.signalbox.gateway.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.signalbox.gateway.config.GatewayConfig;
import dev.signalbox.gateway.config.ServerConfig;
import dev.signalbox.gateway.wire.json.StrictJson;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;

/**
 * Asks a control path of the gateway that runs under a configuration, with its first key.
 *
 * @param url where the gateway is, without a path
 * @param longest how long an answer may take
 */
record ControlCall(ServerConfig server, String url, Duration longest) {
  private static final int OK = 200;

  /** What the gateway said. */
  record Answer(int status, JsonNode json) {
    boolean isFine() {
      return status == OK;
    }

    /** Why it refused. */
    String message() {
      return json.at("/error/message").asText("the gateway answered " + status);
    }
  }

  /** Where the gateway of {@code config} listens. */
  static String urlOf(GatewayConfig config) {
    ServerConfig server = config.server();
    String host =
        switch (server.host()) {
          case "0.0.0.0" -> "127.0.0.1";
          case "::" -> "::1";
          default -> server.host();
        };
    return "http://%s:%d".formatted(host.contains(":") ? "[" + host + "]" : host, server.port());
  }

  /**
   * A page of a list.
   *
   * @param body its rows, as they were asked for
   * @param next the cursor of the next one; empty after the last
   */
  @SuppressWarnings("ArrayRecordComponent") // never compared
  record Page(int status, byte[] body, Optional<String> next) {
    /** Why it was refused. */
    String message() {
      return answer(status, body).message();
    }
  }

  /** A reader of pages of lists, which keeps its connection. */
  final class Pages implements AutoCloseable {
    private final HttpClient client = HttpClient.newHttpClient();

    /**
     * The page at {@code path}, query included, in the media type {@code accept}.
     *
     * @throws IOException when nobody answers
     */
    Page get(String path, String accept) throws IOException, InterruptedException {
      HttpResponse<byte[]> answer =
          client.send(
              to(path).header("accept", accept).GET().build(),
              HttpResponse.BodyHandlers.ofByteArray());
      return new Page(
          answer.statusCode(), answer.body(), answer.headers().firstValue("x-signalbox-next"));
    }

    @Override
    public void close() {
      client.close();
    }
  }

  /** Reads pages of lists. */
  Pages pages() {
    return new Pages();
  }

  /**
   * Posts {@code body} to {@code path}.
   *
   * @throws IOException when nobody answers
   * @throws IllegalArgumentException when the URL is none
   */
  Answer post(String path, ObjectNode body) throws IOException, InterruptedException {
    HttpRequest.Builder request =
        to(path)
            .header("content-type", "application/json")
            .POST(HttpRequest.BodyPublishers.ofString(StrictJson.toText(body)));
    try (HttpClient client = HttpClient.newHttpClient()) {
      HttpResponse<byte[]> answer =
          client.send(request.build(), HttpResponse.BodyHandlers.ofByteArray());
      return answer(answer.statusCode(), answer.body());
    }
  }

  private HttpRequest.Builder to(String path) {
    HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(url + path)).timeout(longest);
    server.apiKeys().stream()
        .findFirst()
        .ifPresent(key -> request.header("authorization", "Bearer " + key.value()));
    return request;
  }

  private static Answer answer(int status, byte[] body) {
    return new Answer(
        status,
        StrictJson.tryParse(new String(body, StandardCharsets.UTF_8))
            .orElseGet(StrictJson::object));
  }
}
