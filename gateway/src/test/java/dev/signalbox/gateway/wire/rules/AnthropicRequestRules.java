package dev.signalbox.gateway.wire.rules;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Rules of {@code POST /v1/messages} (docs.claude.com/en/api/messages). */
final class AnthropicRequestRules implements RequestRules {
  private static final int LEAST_BUDGET = 1024;
  private static final int MOST_CACHE_MARKS = 4;
  private static final Set<String> KEYS =
      Set.of(
          "model",
          "messages",
          "max_tokens",
          "cache_control",
          "container",
          "context_management",
          "inference_geo",
          "mcp_servers",
          "metadata",
          "output_config",
          "output_format",
          "service_tier",
          "speed",
          "stop_sequences",
          "stream",
          "system",
          "temperature",
          "thinking",
          "tool_choice",
          "tools",
          "top_k",
          "top_p");
  private static final Set<String> FUNCTION_KEYS =
      Set.of(
          "type",
          "name",
          "description",
          "input_schema",
          "cache_control",
          "strict",
          "defer_loading",
          "allowed_callers",
          "input_examples",
          "eager_input_streaming");

  @Override
  public List<String> violations(JsonNode body) {
    List<String> out = new ArrayList<>();
    Shape request = Shape.root(body, out);
    request.only(KEYS);
    request.filledText("model");
    request.required("max_tokens");
    request.whole("max_tokens", 1, Integer.MAX_VALUE);
    system(request);
    new AnthropicMessages().check(request);
    sampling(request);
    thinking(request);
    outputConfig(request);
    labels(request);
    choice(request, tools(request));
    long marks = body.findValues("cache_control").stream().filter(mark -> !mark.isNull()).count();
    request.require(marks <= MOST_CACHE_MARKS, "cache_control", "at most 4 marks in a request");
    return out;
  }

  private static void system(Shape request) {
    if (!request.has("system") || request.isText("system")) {
      request
          .text("system")
          .ifPresent(text -> request.require(!text.isBlank(), "system", "must not be blank"));
      return;
    }
    for (Shape block : request.objects("system")) {
      block.only(Set.of("type", "text", "cache_control", "citations"));
      block.require(block.requiredText("type").equals("text"), "type", "must be text");
      AnthropicMessages.filled(block);
    }
  }

  private static void sampling(Shape request) {
    request.number("temperature", 0, 1);
    request.number("top_p", 0, 1);
    request.whole("top_k", 0, Integer.MAX_VALUE);
    for (String stop : request.texts("stop_sequences")) {
      request.require(!stop.isBlank(), "stop_sequences", "must not hold blank texts");
    }
    request.flag("stream");
  }

  private static void thinking(Shape request) {
    Optional<Shape> thinking = request.object("thinking");
    if (thinking.isEmpty()) {
      return;
    }
    Shape how = thinking.get();
    switch (how.requiredText("type")) {
      case "enabled" -> {
        how.only(Set.of("type", "budget_tokens", "display"));
        how.required("budget_tokens");
        long most = request.whole("max_tokens", 1, Integer.MAX_VALUE).orElse(1L) - 1;
        how.whole("budget_tokens", LEAST_BUDGET, Math.max(most, LEAST_BUDGET));
        how.require(most >= LEAST_BUDGET, "budget_tokens", "must be less than max_tokens");
        thinkingAllows(request);
        thinkingForbidsForcedTools(request);
      }
      case "adaptive" -> {
        how.only(Set.of("type", "display"));
        thinkingAllows(request);
      }
      case "disabled" -> how.only(Set.of("type"));
      default -> how.fail("type", "must be enabled, adaptive or disabled");
    }
    how.oneOf("display", Set.of("summarized", "omitted"));
  }

  private static void thinkingAllows(Shape request) {
    request.require(
        request.number("temperature", 1, 1).isEmpty() || request.has("temperature"),
        "temperature",
        "must be 1 with thinking");
    request.number("top_p", 0.95, 1);
    request.require(!request.has("top_k"), "top_k", "must not stand beside thinking");
  }

  /** Only a fixed budget forbids them: adaptive thinking was seen beside {@code any}. */
  private static void thinkingForbidsForcedTools(Shape request) {
    String choice = request.node().path("tool_choice").path("type").asText("auto");
    request.require(
        choice.equals("auto") || choice.equals("none"),
        "tool_choice",
        "must be auto or none with thinking");
  }

  private static void outputConfig(Shape request) {
    request
        .object("output_config")
        .ifPresent(
            config -> {
              config.only(Set.of("effort", "format", "task_budget"));
              config.oneOf("effort", Set.of("low", "medium", "high", "xhigh", "max"));
              config.object("format").ifPresent(AnthropicRequestRules::format);
            });
    request.object("output_format").ifPresent(AnthropicRequestRules::format);
  }

  private static void format(Shape format) {
    format.only(Set.of("type", "schema"));
    format.require(format.requiredText("type").equals("json_schema"), "type", "json_schema only");
    SchemaRules.closedObjects(format.requiredObject("schema").node(), "schema", format::fail);
  }

  private static void labels(Shape request) {
    request
        .object("metadata")
        .ifPresent(
            metadata -> {
              metadata.only(Set.of("user_id"));
              String user = metadata.text("user_id").orElse("");
              metadata.require(user.length() <= 256, "user_id", "at most 256 characters");
            });
    request.oneOf("service_tier", Set.of("auto", "standard_only"));
  }

  private static Set<String> tools(Shape request) {
    Set<String> names = new HashSet<>();
    for (Shape tool : request.objects("tools")) {
      String type = tool.text("type").orElse("custom");
      String name = type.equals("mcp_toolset") ? type : tool.requiredText("name");
      tool.require(names.add(name), "name", "stands twice");
      if (type.equals("custom")) {
        function(tool, name);
      } else {
        tool.require(
            isServerTool(type) || type.equals("mcp_toolset"), "type", "is no tool of the API");
      }
    }
    return names;
  }

  private static void function(Shape tool, String name) {
    tool.only(FUNCTION_KEYS);
    tool.require(Values.isName(name, 128), "name", "must be 1 to 128 of a-zA-Z0-9_-");
    tool.text("description");
    Shape schema = tool.requiredObject("input_schema");
    schema.require(schema.requiredText("type").equals("object"), "type", "must be object");
    for (String key : List.of("oneOf", "allOf", "anyOf")) {
      schema.require(!schema.has(key), key, "must not stand at the top of input_schema");
    }
    if (tool.isTrue("strict")) {
      SchemaRules.closedObjects(schema.node(), "input_schema", tool::fail);
    }
  }

  /** Server tools carry the day of their version: {@code web_search_20250305}. */
  private static boolean isServerTool(String type) {
    int cut = type.lastIndexOf('_');
    return cut > 0
        && type.length() - cut == 9
        && Values.all(type.substring(cut + 1), c -> c >= '0' && c <= '9');
  }

  private static void choice(Shape request, Set<String> names) {
    if (!request.has("tool_choice")) {
      return;
    }
    Shape choice = request.requiredObject("tool_choice");
    request.require(
        request.has("tools") || request.has("mcp_servers"), "tool_choice", "needs tools");
    switch (choice.requiredText("type")) {
      case "auto", "any" -> choice.only(Set.of("type", "disable_parallel_tool_use"));
      case "none" -> choice.only(Set.of("type"));
      case "tool" -> {
        choice.only(Set.of("type", "name", "disable_parallel_tool_use"));
        choice.require(names.contains(choice.requiredText("name")), "name", "names no tool");
      }
      default -> choice.fail("type", "must be auto, any, tool or none");
    }
    choice.flag("disable_parallel_tool_use");
  }
}
