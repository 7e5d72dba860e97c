package dev.signalbox.gateway.e2e;

import dev.signalbox.gateway.provider.auth.RfcKey;
import dev.signalbox.gateway.provider.auth.TokenServer;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerRequest;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;

/**
 * Vertex AI in so far as it is asked here, with answers as they were recorded (the tests of
 * charmbracelet/fantasy, {@code providertests/testdata/TestGoogleCommon}, read 2026-11) and as its
 * reference has them, and a token server whose last token is the only one that it takes.
 */
final class VertexServer implements AutoCloseable {
  static final String GEMINI = "gemini-2.5-flash";
  static final String CLAUDE = "claude-3-7-sonnet@20250219";
  static final String PLACE = "/v1/projects/the-project/locations/europe-west4";

  private static final String MESSAGE =
      """
      {"model":"claude-3-7-sonnet-20250219","id":"msg_vrtx_013DoXQqRt9hn5cxD1GPCcbj",\
      "type":"message","role":"assistant","content":[{"type":"text","text":"Olá!"}],\
      "stop_reason":"end_turn","stop_sequence":null,"usage":{"input_tokens":16,\
      "cache_creation_input_tokens":0,"cache_read_input_tokens":0,"output_tokens":7}}""";

  private static final String MESSAGE_EVENTS =
      """
      event: message_start
      data: {"type":"message_start","message":{"model":"claude-3-7-sonnet-20250219",\
      "id":"msg_vrtx_01UZhFsyrYaUuvRKEzxJ7FkK","type":"message","role":"assistant","content":[],\
      "stop_reason":null,"stop_sequence":null,"usage":{"input_tokens":16,\
      "cache_creation_input_tokens":0,"cache_read_input_tokens":0,"output_tokens":5}}  }

      event: ping
      data: {"type": "ping"}

      event: content_block_start
      data: {"type":"content_block_start","index":0,"content_block":{"type":"text","text":""} }

      event: content_block_delta
      data: {"type":"content_block_delta","index":0,"delta":{"type":"text_delta","text":"Olá!"}      }

      event: content_block_stop
      data: {"type":"content_block_stop","index":0        }

      event: message_delta
      data: {"type":"message_delta","delta":{"stop_reason":"end_turn","stop_sequence":null},\
      "usage":{"output_tokens":7} }

      event: message_stop
      data: {"type":"message_stop"          }

      """;

  private static final String CONTENT =
      """
      {"candidates": [{"content": {"role": "model","parts": [{"text": "Olá!"}]},\
      "finishReason": "STOP"}],"usageMetadata": {"promptTokenCount": 9,"candidatesTokenCount": 2,\
      "totalTokenCount": 37,"trafficType": "ON_DEMAND","promptTokensDetails": [{"modality": "TEXT",\
      "tokenCount": 9}],"candidatesTokensDetails": [{"modality": "TEXT","tokenCount": 2}],\
      "thoughtsTokenCount": 26},"modelVersion": "gemini-2.5-flash",\
      "createTime": "2025-10-23T06:56:19.541931Z","responseId": "k9H5aOuJIcqZptQPrcWIuQM"}""";

  private static final Map<String, String> ANSWERS =
      Map.of(
          "/publishers/google/models/" + GEMINI + ":countTokens",
          "{\"totalTokens\": 7, \"totalBillableCharacters\": 22}",
          "/publishers/anthropic/models/count-tokens:rawPredict",
          "{\"input_tokens\": 14}",
          "/publishers/google/models/text-embedding-005:predict",
          """
          {"predictions": [
            {"embeddings": {"statistics": {"truncated": false, "token_count": 6},
              "values": [0.5, -0.25]}},
            {"embeddings": {"statistics": {"truncated": false, "token_count": 4},
              "values": [0.125, 1.0]}}]}""",
          "/publishers/google/models/gemini-embedding-2:embedContent",
          "{\"embedding\": {\"values\": [0.5, 1.0]}, \"usageMetadata\": {\"promptTokenCount\": 3}}",
          "/publishers/google/models/" + GEMINI + ":generateContent",
          CONTENT,
          "/publishers/anthropic/models/" + CLAUDE + ":rawPredict",
          MESSAGE);

  private static final String LIST =
      """
      {"publisherModels": [{"name": "publishers/google/models/gemini-2.5-flash"},
        {"name": "publishers/google/models/imagen-4.0-generate-001"},
        {"name": "publishers/google/models/gemini-2.5-pro"}]}""";

  private final Vertx vertx = Vertx.vertx();
  private final TokenServer tokens = new TokenServer();
  private final List<Asked> asked = Collections.synchronizedList(new ArrayList<>());
  private final HttpServer server =
      RunningGateway.await(
          vertx.createHttpServer().requestHandler(this::heard).listen(0, "127.0.0.1"));
  private volatile String taken = "";

  /** What it was asked. */
  record Asked(String uri, String authorization, String body) {}

  String origin() {
    return "http://127.0.0.1:" + server.actualPort();
  }

  TokenServer tokens() {
    return tokens;
  }

  /** Takes no token but this one; empty text takes all. */
  void takesOnly(String token) {
    taken = token;
  }

  /** What it was asked with a token that it takes. */
  List<Asked> asked() {
    synchronized (asked) {
      return List.copyOf(asked);
    }
  }

  /** The key file of an account that gets its tokens here. */
  String account() {
    return RfcKey.account(tokens.url());
  }

  /** A provider with all of its models. */
  String provider() {
    return """
    [[providers]]
    id = "vertex"
    provider_type = "vertex"
    location = "europe-west4"
    service_account = '''ACCOUNT'''
    endpoint = "ENDPOINT"
    models = ["MODEL", "CLAUDE", "text-embedding-005", "gemini-embedding-2"]
    """
        .replace("ACCOUNT", account())
        .replace("ENDPOINT", origin())
        .replace("MODEL", GEMINI)
        .replace("CLAUDE", CLAUDE);
  }

  private void heard(HttpServerRequest request) {
    request.body().onSuccess(body -> answer(request, body.toString()));
  }

  private void answer(HttpServerRequest request, String body) {
    String authorization = String.valueOf(request.getHeader("authorization"));
    request.response().putHeader("content-type", "application/json");
    if (!authorization.startsWith("Bearer ")
        || (!taken.isEmpty() && !authorization.equals("Bearer " + taken))) {
      request
          .response()
          .setStatusCode(401)
          .end(
              "{\"error\": {\"code\": 401, \"status\": \"UNAUTHENTICATED\", \"message\": \"%s\"}}"
                  .formatted(authorization));
      return;
    }
    asked.add(new Asked(request.uri(), authorization, body));
    String path = String.valueOf(request.path());
    if (path.equals("/v1beta1/publishers/google/models")) {
      request.response().end(LIST);
      return;
    }
    String operation = path.startsWith(PLACE) ? path.substring(PLACE.length()) : "";
    String known = ANSWERS.getOrDefault(operation, "");
    if (operation.endsWith(":streamGenerateContent") || operation.endsWith(":streamRawPredict")) {
      request
          .response()
          .putHeader("content-type", "text/event-stream")
          .end(
              operation.contains("/anthropic/") ? MESSAGE_EVENTS : "data: " + CONTENT + "\r\n\r\n");
    } else if (known.isEmpty()) {
      request
          .response()
          .setStatusCode(404)
          .end(
              "{\"error\": {\"code\": 404, \"status\": \"NOT_FOUND\", \"message\": \"%s\"}}"
                  .formatted(path));
    } else {
      request.response().end(known);
    }
  }

  @Override
  public void close() {
    tokens.close();
    RunningGateway.await(vertx.close());
  }
}
