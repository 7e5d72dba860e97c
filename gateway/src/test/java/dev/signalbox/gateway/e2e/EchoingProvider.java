package dev.signalbox.gateway.e2e;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.signalbox.gateway.wire.json.StrictJson;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Collectors;

/**
 * A provider that fails in many ways and each time tells everything that it was sent: headers,
 * address and body. The first part of the path says how; the same server plays an OpenID Connect
 * provider and a webhook.
 */
final class EchoingProvider implements AutoCloseable {
  /** The ways to fail, each a path below which all APIs are. */
  static final List<String> WAYS =
      List.of(
          "s401", "s403", "s400", "s404", "s429", "s500", "page", "cut", "told", "first", "later",
          "moved");

  private final Vertx vertx = Vertx.vertx();
  private final HttpServer server =
      RunningGateway.await(
          vertx.createHttpServer().requestHandler(this::heard).listen(0, "127.0.0.1"));

  String origin() {
    return "http://127.0.0.1:" + server.actualPort();
  }

  @Override
  public void close() {
    RunningGateway.await(vertx.close());
  }

  private void heard(HttpServerRequest request) {
    request.body().onSuccess(body -> answer(request, body.toString()));
  }

  private void answer(HttpServerRequest request, String body) {
    String path = String.valueOf(request.path());
    if (path.endsWith("/openid-configuration") || path.endsWith("/jwks")) {
      request.response().putHeader("content-type", "application/json").end(metadata());
      return;
    }
    String said = said(request) + " " + body.replace('\n', ' ');
    HttpServerResponse response = request.response();
    response.putHeader("content-type", "application/json");
    response.putHeader("x-request-id", said(request));
    response.putHeader("x-ratelimit-limit-requests", said(request));
    response.putHeader("retry-after-ms", said(request));
    response.putHeader("openai-model", said(request));
    String way = path.split("/", -1)[1];
    switch (way) {
      case "page" -> response.putHeader("content-type", "text/html").end("<p>" + said + "</p>");
      case "cut" -> response.end("{\"choices\": [{\"message\": \"" + said);
      case "told" -> response.end(error(said, request));
      case "first" -> stream(response, "event: error\ndata: " + error(said, request) + "\n\n");
      case "later" ->
          stream(
              response,
              StreamPieces.beginnings(apiOf(path)).getLast()
                  + StreamPieces.pieces(apiOf(path)).getFirst()
                  + "event: error\ndata: "
                  + error(said, request)
                  + "\n\n");
      case "moved" ->
          response.setStatusCode(302).putHeader("location", "/?key=" + said(request)).end(said);
      default -> {
        int status = way.matches("s\\d{3}") ? Integer.parseInt(way.substring(1)) : 400;
        if (status == 429) {
          response.putHeader("retry-after", "1");
        }
        response.setStatusCode(status).end(error(said, request));
      }
    }
  }

  private static void stream(HttpServerResponse response, String events) {
    response.putHeader("content-type", "text/event-stream").end(events);
  }

  private static ClientApi apiOf(String path) {
    return path.contains("/chat/")
        ? ClientApi.CHAT
        : path.endsWith("/responses")
            ? ClientApi.RESPONSES
            : path.contains("/messages") ? ClientApi.ANTHROPIC : ClientApi.GEMINI;
  }

  /** Every header that may hold a secret, as it was sent. */
  private static String said(HttpServerRequest request) {
    return request.headers().entries().stream()
        .filter(header -> header.getKey().matches("(?i)authorization|x-.*|.*key.*"))
        .map(header -> header.getKey() + "=" + header.getValue())
        .collect(Collectors.joining(" "));
  }

  /** An error in the shapes of all APIs at once, with the secrets written in several ways. */
  private String error(String said, HttpServerRequest request) {
    ObjectNode tree = StrictJson.object().put("type", "error");
    ObjectNode error =
        tree.putObject("error")
            .put("type", "invalid_request_error")
            .put("status", "INVALID_ARGUMENT")
            .put("message", "Incorrect API key provided: " + said)
            .put("code", said)
            .put("param", said);
    error.putArray("details").addObject().put("value", said).put("uri", request.uri());
    error.put("url", origin() + "/?key=" + URLEncoder.encode(said, StandardCharsets.UTF_8));
    return StrictJson.toText(tree).replace("cn/", "cn\\/");
  }

  private String metadata() {
    ObjectNode node =
        StrictJson.object()
            .put("issuer", origin() + "/login")
            .put("authorization_endpoint", origin() + "/login/authorize")
            .put("token_endpoint", origin() + "/login/token")
            .put("jwks_uri", origin() + "/login/jwks");
    node.putArray("keys");
    node.putArray("response_types_supported").add("code");
    node.putArray("subject_types_supported").add("public");
    node.putArray("id_token_signing_alg_values_supported").add("RS256");
    return StrictJson.toText(node);
  }
}
