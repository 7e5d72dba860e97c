package dev.signalbox.gateway.wire.rules;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Rules of {@code POST /v1/chat/completions} (platform.openai.com/docs/api-reference/chat). */
final class ChatRequestRules implements RequestRules {
  static final Set<String> EFFORTS = Set.of("none", "minimal", "low", "medium", "high", "xhigh");
  static final Set<String> TIERS = Set.of("auto", "default", "flex", "scale", "priority");
  static final Set<String> LEVELS = Set.of("low", "medium", "high");
  private static final int MOST_TOOLS = 128;
  private static final Set<String> KEYS =
      Set.of(
          "messages",
          "model",
          "audio",
          "frequency_penalty",
          "function_call",
          "functions",
          "logit_bias",
          "logprobs",
          "max_completion_tokens",
          "max_tokens",
          "metadata",
          "modalities",
          "moderation",
          "n",
          "parallel_tool_calls",
          "prediction",
          "presence_penalty",
          "prompt_cache_key",
          "prompt_cache_options",
          "prompt_cache_retention",
          "reasoning_effort",
          "response_format",
          "safety_identifier",
          "seed",
          "service_tier",
          "stop",
          "store",
          "stream",
          "stream_options",
          "temperature",
          "tool_choice",
          "tools",
          "top_logprobs",
          "top_p",
          "user",
          "verbosity",
          "web_search_options");

  /** Keys of a function; the last two are foreign ones that the API was seen to accept. */
  private static final Set<String> FUNCTION_KEYS =
      Set.of(
          "name",
          "description",
          "parameters",
          "strict",
          "requires_confirmation",
          "external_execution");

  @Override
  public List<String> violations(JsonNode body) {
    List<String> out = new ArrayList<>();
    Shape request = Shape.root(body, out);
    request.only(KEYS);
    request.filledText("model");
    new ChatMessages().check(request);
    sampling(request);
    limits(request);
    labels(request, 16);
    format(request);
    Set<String> names = tools(request);
    choice(request, names);
    return out;
  }

  private static void sampling(Shape request) {
    request.number("temperature", 0, 2);
    request.number("top_p", 0, 1);
    request.number("frequency_penalty", -2, 2);
    request.number("presence_penalty", -2, 2);
    request.whole("n", 1, 128);
    request.whole("seed", Long.MIN_VALUE, Long.MAX_VALUE);
    request.flag("logprobs");
    request
        .whole("top_logprobs", 0, 20)
        .ifPresent(
            _ -> request.require(request.isTrue("logprobs"), "top_logprobs", "needs logprobs"));
    if (!request.isText("stop")) {
      List<String> stop = request.texts("stop");
      request.require(stop.size() <= 4, "stop", "must hold at most 4");
      request.require(!stop.contains(""), "stop", "must not hold empty texts");
    }
    request
        .object("logit_bias")
        .ifPresent(
            bias -> bias.node().fieldNames().forEachRemaining(id -> bias.number(id, -100, 100)));
  }

  private static void limits(Shape request) {
    request.whole("max_tokens", 1, Integer.MAX_VALUE);
    request.whole("max_completion_tokens", 1, Integer.MAX_VALUE);
    request.require(
        !(request.has("max_tokens") && request.has("max_completion_tokens")),
        "max_tokens",
        "must not stand beside max_completion_tokens");
    request.flag("stream");
    request
        .object("stream_options")
        .ifPresent(
            options -> {
              options.only(Set.of("include_usage", "include_obfuscation"));
              options.flag("include_usage");
              request.require(request.isTrue("stream"), "stream_options", "needs stream");
            });
    request.oneOf("reasoning_effort", EFFORTS);
    request.oneOf("verbosity", LEVELS);
  }

  /** Fields that both OpenAI APIs have. */
  static void labels(Shape request, int mostPairs) {
    request.text("user");
    request
        .text("safety_identifier")
        .ifPresent(id -> request.require(id.length() <= 64, "safety_identifier", "at most 64"));
    request
        .text("prompt_cache_key")
        .ifPresent(key -> request.require(key.length() <= 64, "prompt_cache_key", "at most 64"));
    request.flag("store");
    request.oneOf("service_tier", TIERS);
    request
        .object("metadata")
        .ifPresent(
            pairs -> {
              request.require(pairs.node().size() <= mostPairs, "metadata", "too many pairs");
              pairs.node().fieldNames().forEachRemaining(key -> pair(pairs, key));
            });
  }

  private static void pair(Shape pairs, String key) {
    pairs.require(key.length() <= 64, key, "keys have at most 64 characters");
    String value = pairs.requiredText(key);
    pairs.require(value.length() <= 512, key, "values have at most 512 characters");
  }

  private static void format(Shape request) {
    request
        .object("response_format")
        .ifPresent(
            format -> {
              format.oneOf("type", Set.of("text", "json_object", "json_schema"));
              if (format.requiredText("type").equals("json_schema")) {
                format.only(Set.of("type", "json_schema"));
                schema(format.requiredObject("json_schema"));
              } else {
                format.only(Set.of("type"));
              }
            });
  }

  /** The named schema of an answer: {@code name, schema, description, strict}. */
  static void schema(Shape named) {
    named.only(Set.of("type", "name", "description", "schema", "strict"));
    named.require(Values.isName(named.requiredText("name"), 64), "name", "1 to 64 of a-zA-Z0-9_-");
    named.text("description");
    Shape schema = named.requiredObject("schema");
    if (named.isTrue("strict")) {
      SchemaRules.strict(schema.node(), "schema", named::fail);
    }
  }

  private static Set<String> tools(Shape request) {
    Set<String> names = new HashSet<>();
    List<Shape> tools = request.objects("tools");
    request.require(tools.size() <= MOST_TOOLS, "tools", "at most " + MOST_TOOLS);
    request.require(
        !request.has("tools") || !tools.isEmpty(), "tools", "must not be an empty array");
    for (Shape tool : tools) {
      switch (tool.requiredText("type")) {
        case "function" -> {
          tool.only(Set.of("type", "function"));
          Shape function = tool.requiredObject("function");
          function.only(FUNCTION_KEYS);
          names.add(function(function));
        }
        case "custom" -> names.add(tool.requiredObject("custom").filledText("name"));
        default -> tool.fail("type", "must be function or custom");
      }
    }
    request.objects("functions").forEach(function -> names.add(function(function)));
    return names;
  }

  /** A function's own fields; gives its name. */
  static String function(Shape function) {
    String name = function.requiredText("name");
    function.require(Values.isName(name, 64), "name", "must be 1 to 64 of a-zA-Z0-9_-");
    function.text("description");
    Optional<Shape> parameters = function.object("parameters");
    parameters.ifPresent(
        schema ->
            function.require(
                schema.node().path("type").asText("object").equals("object"),
                "parameters",
                "must be the schema of an object"));
    if (function.isTrue("strict")) {
      parameters.ifPresent(
          schema -> SchemaRules.strict(schema.node(), "parameters", function::fail));
    }
    return name;
  }

  private static void choice(Shape request, Set<String> names) {
    request
        .flag("parallel_tool_calls")
        .ifPresent(
            _ -> request.require(request.has("tools"), "parallel_tool_calls", "needs tools"));
    if (!request.has("tool_choice")) {
      return;
    }
    request.require(request.has("tools"), "tool_choice", "needs tools");
    if (request.isText("tool_choice")) {
      request.oneOf("tool_choice", Set.of("none", "auto", "required"));
      return;
    }
    Shape choice = request.requiredObject("tool_choice");
    switch (choice.requiredText("type")) {
      case "function" -> known(choice.requiredObject("function"), names);
      case "custom" -> known(choice.requiredObject("custom"), names);
      case "allowed_tools" -> {
        Shape allowed = choice.requiredObject("allowed_tools");
        allowed.oneOf("mode", Set.of("auto", "required"));
        allowed
            .filledObjects("tools")
            .forEach(tool -> known(tool.requiredObject("function"), names));
      }
      default -> choice.fail("type", "must be function, custom or allowed_tools");
    }
  }

  private static void known(Shape named, Set<String> names) {
    named.require(names.contains(named.requiredText("name")), "name", "names no tool");
  }
}
