package dev.signalbox.gateway.wire.rules;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Rules of {@code POST /v1/responses} (platform.openai.com/docs/api-reference/responses). */
final class ResponsesRequestRules implements RequestRules {
  /** Smallest {@code max_output_tokens} that the API takes. */
  private static final int LEAST_OUTPUT = 16;

  private static final Set<String> KEYS =
      Set.of(
          "background",
          "context_management",
          "conversation",
          "include",
          "input",
          "instructions",
          "max_output_tokens",
          "max_tool_calls",
          "metadata",
          "model",
          "moderation",
          "parallel_tool_calls",
          "previous_response_id",
          "prompt",
          "prompt_cache_key",
          "prompt_cache_options",
          "prompt_cache_retention",
          "reasoning",
          "safety_identifier",
          "service_tier",
          "store",
          "stream",
          "stream_options",
          "temperature",
          "text",
          "tool_choice",
          "tools",
          "top_logprobs",
          "top_p",
          "truncation",
          "user");
  private static final Set<String> INCLUDES =
      Set.of(
          "file_search_call.results", "web_search_call.results",
          "web_search_call.action.sources", "message.input_image.image_url",
          "computer_call_output.output.image_url", "code_interpreter_call.outputs",
          "reasoning.encrypted_content", "message.output_text.logprobs");
  private static final Set<String> HOSTED =
      Set.of(
          "file_search",
          "web_search",
          "web_search_2025_08_26",
          "web_search_preview",
          "web_search_preview_2025_03_11",
          "computer_use_preview",
          "code_interpreter",
          "image_generation",
          "mcp",
          "local_shell",
          "shell",
          "apply_patch",
          "custom",
          "namespace",
          "tool_search");

  @Override
  public List<String> violations(JsonNode body) {
    List<String> out = new ArrayList<>();
    Shape request = Shape.root(body, out);
    request.only(KEYS);
    request.filledText("model");
    request.text("instructions");
    if (!request.isText("input")) {
      if (!request.has("previous_response_id")
          && !request.has("conversation")
          && !request.has("prompt")) {
        request.filledObjects("input");
      }
      new ResponsesItems().check(request);
    }
    settings(request);
    format(request);
    choice(request, tools(request));
    return out;
  }

  private static void settings(Shape request) {
    request.number("temperature", 0, 2);
    request.number("top_p", 0, 1);
    request.whole("top_logprobs", 0, 20);
    request.whole("max_output_tokens", LEAST_OUTPUT, Integer.MAX_VALUE);
    request.whole("max_tool_calls", 1, Integer.MAX_VALUE);
    request.flag("stream");
    request.flag("background");
    request.flag("parallel_tool_calls");
    request.oneOf("truncation", Set.of("auto", "disabled"));
    ChatRequestRules.labels(request, 16);
    request
        .texts("include")
        .forEach(
            name -> request.require(INCLUDES.contains(name), "include", "unknown `" + name + "`"));
    request
        .object("stream_options")
        .ifPresent(
            options -> {
              options.only(Set.of("include_obfuscation"));
              request.require(request.isTrue("stream"), "stream_options", "needs stream");
            });
    request
        .object("reasoning")
        .ifPresent(
            reasoning -> {
              reasoning.only(Set.of("effort", "summary", "generate_summary", "context"));
              reasoning.oneOf("effort", ChatRequestRules.EFFORTS);
              reasoning.oneOf("summary", Set.of("auto", "concise", "detailed"));
            });
  }

  private static void format(Shape request) {
    request
        .object("text")
        .ifPresent(
            text -> {
              text.only(Set.of("format", "verbosity"));
              text.oneOf("verbosity", ChatRequestRules.LEVELS);
              text.object("format").ifPresent(ResponsesRequestRules::formatObject);
            });
  }

  private static void formatObject(Shape format) {
    format.oneOf("type", Set.of("text", "json_object", "json_schema"));
    if (format.requiredText("type").equals("json_schema")) {
      ChatRequestRules.schema(format);
    } else {
      format.only(Set.of("type"));
    }
  }

  private static Set<String> tools(Shape request) {
    Set<String> names = new HashSet<>();
    for (Shape tool : request.objects("tools")) {
      tool(tool, names);
    }
    return names;
  }

  private static void tool(Shape tool, Set<String> names) {
    String type = tool.requiredText("type");
    if (type.equals("function")) {
      tool.only(Set.of("type", "name", "description", "parameters", "strict", "defer_loading"));
      tool.required("parameters");
      names.add(ChatRequestRules.function(tool));
    } else {
      tool.require(HOSTED.contains(type), "type", "is no tool of the API");
      names.add(type);
      tool.text("name").ifPresent(names::add);
      if (type.equals("namespace")) {
        tool.filledObjects("tools").forEach(inner -> tool(inner, names));
      }
    }
  }

  private static void choice(Shape request, Set<String> names) {
    if (!request.has("tool_choice")) {
      return;
    }
    if (request.isText("tool_choice")) {
      request.oneOf("tool_choice", Set.of("none", "auto", "required"));
      request.require(
          !request.text("tool_choice").orElse("").equals("required") || !names.isEmpty(),
          "tool_choice",
          "required needs tools");
      return;
    }
    Shape choice = request.requiredObject("tool_choice");
    switch (choice.requiredText("type")) {
      case "function", "custom" -> {
        choice.only(Set.of("type", "name"));
        known(choice, names);
      }
      case "allowed_tools" -> {
        choice.only(Set.of("type", "mode", "tools"));
        choice.required("mode");
        choice.oneOf("mode", Set.of("auto", "required"));
        choice.filledObjects("tools").forEach(tool -> allowed(tool, names));
      }
      default ->
          choice.require(
              names.contains(choice.requiredText("type")), "type", "names no tool of the request");
    }
  }

  private static void allowed(Shape tool, Set<String> names) {
    if (tool.requiredText("type").equals("function")) {
      known(tool, names);
    }
  }

  private static void known(Shape named, Set<String> names) {
    named.require(names.contains(named.requiredText("name")), "name", "names no tool");
  }
}
