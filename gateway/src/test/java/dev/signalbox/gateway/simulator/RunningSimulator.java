package dev.signalbox.gateway.simulator;

import com.fasterxml.jackson.databind.JsonNode;
import dev.signalbox.gateway.wire.codec.SignatureSeal;
import dev.signalbox.gateway.wire.formats.WireFormats;
import dev.signalbox.gateway.wire.json.StrictJson;
import dev.signalbox.gateway.wire.model.Protocol;
import dev.signalbox.gateway.wire.sse.SseDecoder;
import dev.signalbox.gateway.wire.sse.SseEvent;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/** A simulator that runs for one test, and a client to ask it. */
final class RunningSimulator implements AutoCloseable {
  private static final Duration LONGEST = Duration.ofSeconds(20);

  private final Vertx vertx = Vertx.vertx();
  private final HttpClient client =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).connectTimeout(LONGEST).build();
  private final Simulator simulator;

  RunningSimulator(SimulatorOptions options) {
    WireFormats formats = new WireFormats(new SignatureSeal(new byte[16]));
    simulator = new Simulator(vertx, options, formats::client, new Script());
    simulator.start().timeout(10, TimeUnit.SECONDS).await();
  }

  static RunningSimulator standard() {
    return new RunningSimulator(SimulatorOptions.standard());
  }

  Simulator simulator() {
    return simulator;
  }

  /** A POST request with a body of JSON, quotes written as apostrophes, without credentials. */
  HttpRequest.Builder post(String path, String quotedBody) {
    HttpRequest.Builder request =
        at(path)
            .header("content-type", "application/json")
            .POST(HttpRequest.BodyPublishers.ofString(quotedBody.replace('\'', '"')));
    return path.startsWith("/v1/messages")
        ? request.header("anthropic-version", "2023-06-01")
        : request;
  }

  HttpRequest.Builder at(String path) {
    return HttpRequest.newBuilder(URI.create(simulator.origin() + path)).timeout(LONGEST);
  }

  HttpResponse<byte[]> send(HttpRequest.Builder request) throws IOException {
    return sendFor(request, HttpResponse.BodyHandlers.ofByteArray());
  }

  <T> HttpResponse<T> sendFor(HttpRequest.Builder request, HttpResponse.BodyHandler<T> handler)
      throws IOException {
    try {
      return client.send(request.build(), handler);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Asks without waiting for the answer. */
  CompletableFuture<HttpResponse<byte[]>> sendLater(HttpRequest.Builder request) {
    return client.sendAsync(request.build(), HttpResponse.BodyHandlers.ofByteArray());
  }

  /** The whole answer to a POST request. */
  HttpResponse<byte[]> ask(String path, String quotedBody) {
    try {
      return send(post(path, quotedBody));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The answer to a POST request, which must be JSON. */
  JsonNode askJson(String path, String quotedBody) {
    return json(ask(path, quotedBody));
  }

  /** All bytes that come back for a POST request until the connection is closed, as Latin-1. */
  String rawAnswer(String path, String quotedBody) throws IOException {
    String body = quotedBody.replace('\'', '"');
    String request =
        "POST %s HTTP/1.1\r\nhost: localhost\r\nanthropic-version: 2023-06-01\r\ncontent-length: %d\r\n\r\n%s"
            .formatted(path, body.length(), body);
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), simulator.port())) {
      socket.setSoTimeout((int) LONGEST.toMillis());
      socket.getOutputStream().write(request.getBytes(StandardCharsets.ISO_8859_1));
      return new String(socket.getInputStream().readAllBytes(), StandardCharsets.ISO_8859_1);
    }
  }

  static JsonNode json(HttpResponse<byte[]> response) {
    return StrictJson.parse(response.body());
  }

  static String text(HttpResponse<byte[]> response) {
    return new String(response.body(), StandardCharsets.UTF_8);
  }

  static List<SseEvent> events(byte[] body) {
    List<SseEvent> events = new ArrayList<>();
    SseDecoder decoder = new SseDecoder(10_000_000);
    decoder.accept(body, events::add);
    decoder.end(events::add);
    return events;
  }

  /** Path of a generation request of {@code protocol}. */
  static String path(Protocol protocol, String model, boolean stream) {
    return switch (protocol) {
      case CHAT -> "/v1/chat/completions";
      case RESPONSES -> "/v1/responses";
      case ANTHROPIC -> "/v1/messages";
      case GEMINI ->
          "/v1beta/models/"
              + model
              + (stream ? ":streamGenerateContent?alt=sse" : ":generateContent");
    };
  }

  /** Body of a generation request of {@code protocol} with one question. */
  static String body(Protocol protocol, String model, boolean stream) {
    return switch (protocol) {
      case CHAT ->
          "{'model':'%s','stream':%s,'messages':[{'role':'user','content':'Hello'}]}"
              .formatted(model, stream);
      case RESPONSES -> "{'model':'%s','stream':%s,'input':'Hello'}".formatted(model, stream);
      case ANTHROPIC ->
          "{'model':'%s','stream':%s,'max_tokens':500,'messages':[{'role':'user','content':'Hello'}]}"
              .formatted(model, stream);
      case GEMINI -> "{'contents':[{'role':'user','parts':[{'text':'Hello'}]}]}";
    };
  }

  HttpResponse<byte[]> generate(Protocol protocol, String model, boolean stream) {
    return ask(path(protocol, model, stream), body(protocol, model, stream));
  }

  @Override
  public void close() {
    client.shutdownNow();
    vertx.close().timeout(10, TimeUnit.SECONDS).await();
  }
}
