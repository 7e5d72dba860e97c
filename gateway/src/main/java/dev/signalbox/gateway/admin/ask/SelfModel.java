package dev.signalbox.gateway.admin.ask;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.signalbox.analytics.ask.ModelPort;
import dev.signalbox.gateway.access.BrowserGuard;
import dev.signalbox.gateway.wire.json.StrictJson;
import dev.signalbox.gateway.wire.model.Reply;
import io.vertx.core.Future;
import io.vertx.core.MultiMap;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.RequestOptions;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * A model that is reached through this gateway's own door, with the caller's own key or session: so
 * it is routed, limited, paid for and recorded like any request, under the source {@value #SOURCE}.
 */
final class SelfModel implements ModelPort {
  static final String SOURCE = "portal-ask";

  private static final int MOST_TOKENS = 2_000;
  private static final int MOST_BYTES = 1 << 20;
  private static final List<String> CREDENTIALS =
      List.of("authorization", "x-api-key", "x-goog-api-key", "cookie", BrowserGuard.TOKEN);

  private final HttpClient client;
  private final Target target;
  private final MultiMap headers;

  /**
   * Where and whom to ask.
   *
   * @param host where the gateway listens
   * @param port where the gateway listens
   */
  record Target(String host, int port, String model, Duration deadline) {}

  /**
   * A model for one question.
   *
   * @param callerHeaders of the question, for its credentials
   */
  SelfModel(HttpClient client, Target target, MultiMap callerHeaders) {
    this.client = client;
    this.target = target;
    this.headers = MultiMap.caseInsensitiveMultiMap();
    CREDENTIALS.forEach(
        name -> {
          String value = callerHeaders.get(name);
          if (value != null) {
            headers.set(name, value);
          }
        });
    headers.set("content-type", "application/json").set("x-source", SOURCE);
  }

  @Override
  public CompletionStage<Reply> ask(Prompt prompt) {
    RequestOptions options =
        new RequestOptions()
            .setMethod(HttpMethod.POST)
            .setHost(connectable(target.host()))
            .setPort(target.port())
            .setURI("/v1/chat/completions")
            .setHeaders(headers);
    return client
        .request(options)
        // INVARIANT: heard on the event loop of the connection, before the body can come
        .compose(
            request ->
                request
                    .send(Buffer.buffer(StrictJson.toBytes(body(prompt))))
                    .compose(SelfModel::reply))
        .timeout(target.deadline().toMillis(), TimeUnit.MILLISECONDS)
        .otherwise(cause -> new Reply.None(why(cause)))
        .toCompletionStage();
  }

  private static String connectable(String host) {
    return host.equals("0.0.0.0") || host.equals("::") ? "127.0.0.1" : host;
  }

  private String why(Throwable cause) {
    return cause instanceof TimeoutException
        ? "it took longer than " + target.deadline().toSeconds() + " s"
        : "it could not be reached";
  }

  private ObjectNode body(Prompt prompt) {
    ObjectNode body = StrictJson.object().put("model", target.model());
    ArrayNode messages = body.putArray("messages");
    messages.addObject().put("role", "system").put("content", prompt.system());
    messages.addObject().put("role", "user").put("content", prompt.user());
    return body.put("max_completion_tokens", MOST_TOKENS);
  }

  private static Future<Reply> reply(HttpClientResponse response) {
    return response.body().map(body -> read(response.statusCode(), body));
  }

  private static Reply read(int status, Buffer body) {
    if (body.length() > MOST_BYTES) {
      return new Reply.None("its answer is too long");
    }
    JsonNode node = StrictJson.tryParse(body.getBytes()).orElseGet(StrictJson::object);
    if (status != 200) {
      String message = node.path("error").path("message").asText("status " + status);
      return new Reply.None(message);
    }
    JsonNode message = node.path("choices").path(0).path("message");
    String text = message.path("content").asText("");
    if (text.isBlank()) {
      return new Reply.None(
          message.path("tool_calls").isEmpty() ? "it is empty" : "it wants to call a tool");
    }
    return new Reply.Text(text);
  }
}
