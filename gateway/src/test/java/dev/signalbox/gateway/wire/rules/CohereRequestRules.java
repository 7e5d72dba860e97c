package dev.signalbox.gateway.wire.rules;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** Rules of {@code POST /v2/chat} (docs.cohere.com/reference/chat, read 2026-11). */
final class CohereRequestRules implements RequestRules {
  private static final Set<String> KEYS =
      Set.of(
          "stream",
          "model",
          "messages",
          "tools",
          "strict_tools",
          "documents",
          "citation_options",
          "response_format",
          "safety_mode",
          "max_tokens",
          "stop_sequences",
          "temperature",
          "seed",
          "frequency_penalty",
          "presence_penalty",
          "k",
          "p",
          "logprobs",
          "tool_choice",
          "thinking",
          "priority");

  /** Calls of the last assistant message that no tool message has answered yet. */
  private final Set<String> open = new LinkedHashSet<>();

  @Override
  public List<String> violations(JsonNode body) {
    List<String> out = new ArrayList<>();
    Shape request = Shape.root(body, out);
    request.only(KEYS);
    request.filledText("model");
    request.required("stream");
    request.flag("stream");
    messages(request);
    sampling(request);
    tools(request);
    format(request);
    request
        .object("thinking")
        .ifPresent(
            thinking -> {
              thinking.only(Set.of("type", "token_budget"));
              thinking.oneOf("type", Set.of("enabled", "disabled"));
              thinking.whole("token_budget", 1, Integer.MAX_VALUE);
            });
    return out;
  }

  private static void sampling(Shape request) {
    request.number("temperature", 0, 1);
    request.number("p", 0.01, 0.99);
    request.whole("k", 0, 500);
    request.number("frequency_penalty", 0, 1);
    request.number("presence_penalty", 0, 1);
    request.whole("seed", 0, Long.MAX_VALUE);
    request.whole("max_tokens", 1, Integer.MAX_VALUE);
    request.flag("logprobs");
    List<String> stops = request.texts("stop_sequences");
    request.require(stops.size() <= 5, "stop_sequences", "must hold at most 5");
  }

  private static void tools(Shape request) {
    for (Shape tool : request.objects("tools")) {
      tool.only(Set.of("type", "function"));
      tool.oneOf("type", Set.of("function"));
      Shape function = tool.requiredObject("function");
      function.only(Set.of("name", "description", "parameters"));
      function.filledText("name");
      function.requiredObject("parameters");
    }
    request.oneOf("tool_choice", Set.of("REQUIRED", "NONE"));
    request.require(
        !request.has("tool_choice") || request.has("tools"), "tool_choice", "needs tools");
    request.flag("strict_tools");
  }

  private static void format(Shape request) {
    request
        .object("response_format")
        .ifPresent(
            format -> {
              format.only(Set.of("type", "json_schema"));
              format.oneOf("type", Set.of("text", "json_object"));
              format
                  .object("json_schema")
                  .ifPresent(schema -> schema.oneOf("type", Set.of("object")));
              request.require(!request.has("tools"), "response_format", "not beside tools");
            });
  }

  private void messages(Shape request) {
    request.required("messages");
    boolean first = true;
    for (Shape message : request.objects("messages")) {
      String role = message.requiredText("role");
      if (!role.equals("tool")) {
        message.require(open.isEmpty(), "role", "calls " + open + " have no tool message");
        open.clear();
      }
      switch (role) {
        case "system" -> {
          message.require(first, "role", "must be the first message");
          message.only(Set.of("role", "content"));
          content(message, Set.of("text"));
        }
        case "user" -> {
          message.only(Set.of("role", "content"));
          content(message, Set.of("text", "image_url"));
        }
        case "assistant" -> assistant(message);
        case "tool" -> tool(message);
        default -> message.fail("role", "must be system, user, assistant or tool");
      }
      first = false;
    }
  }

  private void assistant(Shape message) {
    message.only(Set.of("role", "content", "tool_plan", "tool_calls", "citations"));
    for (Shape call : message.objects("tool_calls")) {
      call.only(Set.of("id", "type", "function"));
      open.add(call.filledText("id"));
      call.oneOf("type", Set.of("function"));
      Shape function = call.requiredObject("function");
      function.only(Set.of("name", "arguments"));
      function.filledText("name");
      function.filledText("arguments");
    }
    message.text("tool_plan");
    if (!message.has("tool_calls") || message.has("content")) {
      content(message, Set.of("text", "thinking"));
    }
  }

  private void tool(Shape message) {
    message.only(Set.of("role", "tool_call_id", "content"));
    open.remove(message.requiredText("tool_call_id"));
    message.required("content");
  }

  private static void content(Shape message, Set<String> types) {
    if (message.isText("content")) {
      message.filledText("content");
      return;
    }
    for (Shape part : message.filledObjects("content")) {
      part.oneOf("type", types);
      switch (part.requiredText("type")) {
        case "text" -> part.filledText("text");
        case "thinking" -> part.filledText("thinking");
        case "image_url" -> {
          Shape image = part.requiredObject("image_url");
          image.only(Set.of("url", "detail"));
          image.filledText("url");
          image.oneOf("detail", Set.of("auto", "low", "high"));
        }
        default -> {}
      }
    }
  }
}
