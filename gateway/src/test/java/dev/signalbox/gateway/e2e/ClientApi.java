package dev.signalbox.gateway.e2e;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.signalbox.gateway.wire.json.StrictJson;
import java.nio.charset.StandardCharsets;

/** How a client of each API asks, and how it is answered when something is wrong. */
public enum ClientApi {
  CHAT("p-chat", "data: [DONE]", "content"),
  RESPONSES("p-responses", "event: response.completed", "response.output_text.delta"),
  ANTHROPIC("p-anthropic", "event: message_stop", "content_block_delta"),
  GEMINI("p-gemini", "\"finishReason\"", "\"text\"");

  /** One provider of each API, all of them the simulator. */
  private static final String PROVIDERS =
      """
      [[providers]]
      id = "p-chat"
      provider_type = "openai_chat"
      api_key = "provider-key"
      endpoint = "UPSTREAM"
      OPTIONS
      [[providers]]
      id = "p-responses"
      provider_type = "openai_responses"
      api_key = "provider-key"
      endpoint = "UPSTREAM"
      OPTIONS
      [[providers]]
      id = "p-anthropic"
      provider_type = "anthropic"
      api_key = "provider-key"
      endpoint = "UPSTREAM"
      OPTIONS
      [[providers]]
      id = "p-gemini"
      provider_type = "google"
      api_key = "provider-key"
      endpoint = "UPSTREAM"
      OPTIONS
      """;

  private final String provider;
  private final String endOfStream;
  private final String textMark;

  ClientApi(String provider, String endOfStream, String textMark) {
    this.provider = provider;
    this.endOfStream = endOfStream;
    this.textMark = textMark;
  }

  /** The four providers, each with {@code options} as further lines. */
  static String providers(String options) {
    return PROVIDERS.replace("OPTIONS", options);
  }

  /** A model of the provider that speaks this API. */
  String model() {
    return provider + "/sim-mini";
  }

  /** What a stream that ended well has at its end, and no other. */
  public String endOfStream() {
    return endOfStream;
  }

  /** What a stream has as soon as some text came. */
  public String textMark() {
    return textMark;
  }

  public String path(String model, boolean stream) {
    return switch (this) {
      case CHAT -> "/v1/chat/completions";
      case RESPONSES -> "/v1/responses";
      case ANTHROPIC -> "/v1/messages";
      case GEMINI ->
          "/v1beta/models/%s:%s"
              .formatted(model, stream ? "streamGenerateContent?alt=sse" : "generateContent");
    };
  }

  /** A path that looks like this API's, at which nothing is. */
  String unknownPath() {
    return switch (this) {
      case CHAT -> "/v1/nothing";
      case RESPONSES -> "/v1/responses/nothing";
      case ANTHROPIC -> "/v1/messages/nothing";
      case GEMINI -> "/v1beta/nothing";
    };
  }

  /** A request for a short text. */
  public String body(String model, boolean stream) {
    return StrictJson.toText(tree(model, stream));
  }

  ObjectNode tree(String model, boolean stream) {
    ObjectNode body = StrictJson.object();
    switch (this) {
      case CHAT -> {
        body.put("model", model).put("stream", stream);
        message(body, "messages").put("content", "say something");
      }
      case RESPONSES ->
          body.put("model", model).put("stream", stream).put("input", "say something");
      case ANTHROPIC -> {
        body.put("model", model).put("stream", stream).put("max_tokens", 64);
        message(body, "messages").put("content", "say something");
      }
      case GEMINI -> message(body, "contents").putArray("parts").addObject().put("text", "say it");
    }
    return body;
  }

  private static ObjectNode message(ObjectNode body, String list) {
    return body.putArray(list).addObject().put("role", "user");
  }

  /** The error's own text, read where this API's clients look for it; fails on any other shape. */
  public String errorMessage(byte[] answer) {
    JsonNode tree = StrictJson.parse(answer);
    JsonNode error = tree.path("error");
    boolean itsShape =
        switch (this) {
          case CHAT, RESPONSES ->
              error.has("type") && error.has("code") && error.has("param") && !tree.has("type");
          case ANTHROPIC -> tree.path("type").asText().equals("error") && error.has("type");
          case GEMINI -> error.path("code").isInt() && error.path("status").isTextual();
        };
    if (!itsShape || !error.path("message").isTextual()) {
      throw new AssertionError(
          "not an error of " + this + ": " + new String(answer, StandardCharsets.UTF_8));
    }
    return error.path("message").textValue();
  }
}
