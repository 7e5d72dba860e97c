package dev.signalbox.gateway.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.signalbox.gateway.wire.json.StrictJson;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.StreamSupport;

/**
 * Talks to the control paths of a gateway that has providers with real cards.
 *
 * @param key the credential; empty text for none
 */
record Control(RunningGateway gateway, String key) {
  static final String OPERATOR = "operator-key";
  static final String BLUE = "blue-key";
  static final String RED = "red-key";

  /** Models of four makers; those of {@code groq} read text only, 131,072 tokens at most. */
  static final String CONFIG =
      """
      api_key = "operator-key"
      [[providers]]
      id = "oa"
      provider_type = "openai"
      api_key = "provider-key"
      endpoint = "UPSTREAM"
      models = ["gpt-6-sol", "gpt-6-luna"]
      [[providers]]
      id = "an"
      provider_type = "anthropic"
      api_key = "provider-key"
      endpoint = "UPSTREAM"
      models = ["claude-sonnet-5-5", "claude-haiku-5-5"]
      [[providers]]
      id = "go"
      provider_type = "google"
      api_key = "provider-key"
      endpoint = "UPSTREAM"
      models = ["gemini-3.8-flash"]
      [[providers]]
      id = "groq"
      provider_type = "openai_chat"
      maker = "groq"
      api_key = "provider-key"
      endpoint = "UPSTREAM"
      models = ["openai/gpt-oss-20b", "openai/gpt-oss-120b"]
      [[apps]]
      name = "desk"
      path = "/desk"
      default = "oa/gpt-6-luna"
      [key_map.blue-key]
      label = "blue"
      project = "blue-project"
      [key_map.red-key]
      label = "red"
      """;

  /** An answer as a tree. */
  record Answer(int status, JsonNode json) {
    JsonNode at(String pointer) {
      return json.at(pointer);
    }

    /** The texts of {@code field} in every entry of the list at {@code pointer}. */
    List<String> all(String pointer, String field) {
      return StreamSupport.stream(json.at(pointer).spliterator(), false)
          .map(entry -> entry.path(field).asText())
          .toList();
    }

    /** The models that the layer dropped, each with its reason. */
    List<String> dropped(String layer) {
      List<String> dropped = new ArrayList<>();
      json.path("layers")
          .forEach(
              entry -> {
                if (entry.path("layer").asText().equals(layer)) {
                  entry
                      .path("dropped")
                      .forEach(
                          each ->
                              dropped.add(
                                  each.path("model").asText()
                                      + " "
                                      + each.path("reason").asText()));
                }
              });
      return dropped;
    }
  }

  Answer get(String path) {
    return send(request(path).GET());
  }

  /** All that is told of a request, which is stored a moment after its answer. */
  Answer record(String requestId) {
    return Eventually.get(
        "the record of " + requestId,
        () -> get("/v1/records/" + requestId),
        answer -> answer.status() == 200);
  }

  /**
   * Has {@code model} answer, and gives the id of the request.
   *
   * @param headers more of them, names and values in turn
   */
  String answered(String model, String... headers) {
    HttpRequest.Builder request = request("/v1/chat/completions");
    if (headers.length > 0) {
      request.headers(headers);
    }
    HttpResponse<byte[]> response =
        gateway.send(
            request.POST(BodyPublishers.ofString(ClientApi.CHAT.body(model, false))).build());
    assertThat(response.statusCode()).isEqualTo(200);
    return response.headers().firstValue("x-request-id").orElseThrow();
  }

  /** The same list in another format. */
  String text(String path, String accept) {
    HttpResponse<byte[]> response =
        gateway.send(request(path).header("accept", accept).GET().build());
    assertThat(response.headers().firstValue("content-type").orElseThrow()).startsWith(accept);
    return new String(response.body(), StandardCharsets.UTF_8);
  }

  Answer delete(String path) {
    return send(request(path).DELETE());
  }

  Answer post(String path, String body) {
    return send(request(path).POST(BodyPublishers.ofString(body)));
  }

  Answer patch(String path, String body) {
    return send(request(path).method("PATCH", BodyPublishers.ofString(body)));
  }

  Answer put(String path, String body) {
    return send(request(path).PUT(BodyPublishers.ofString(body)));
  }

  /** How often {@code /health} has counted {@code fault}. */
  long counted(String fault) {
    return get("/health").at("/faults").path(fault).asLong();
  }

  /** A request with the key. */
  HttpRequest.Builder request(String path) {
    HttpRequest.Builder request = gateway.request(path);
    return key.isEmpty() ? request : request.header("authorization", "Bearer " + key);
  }

  Answer send(HttpRequest.Builder request) {
    HttpResponse<byte[]> response = gateway.send(request.build());
    return new Answer(response.statusCode(), StrictJson.parse(response.body()));
  }

  /** The decision that a request for an answer was routed by. */
  String decisionOf(HttpRequest.Builder request) {
    return gateway.send(request.build()).headers().firstValue("x-signalbox-decision").orElseThrow();
  }
}
