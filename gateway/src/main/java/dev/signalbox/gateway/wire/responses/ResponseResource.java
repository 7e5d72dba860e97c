package dev.signalbox.gateway.wire.responses;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.signalbox.gateway.wire.json.StrictJson;
import dev.signalbox.gateway.wire.model.Extras;
import java.util.List;
import java.util.Set;

/**
 * The Response resource: every top-level field of it, the request's settings repeated with the
 * API's defaults where the request said nothing.
 */
final class ResponseResource {
  private static final List<String> REPEATED =
      List.of(
          "background",
          "instructions",
          "max_output_tokens",
          "max_tool_calls",
          "metadata",
          "parallel_tool_calls",
          "previous_response_id",
          "prompt",
          "prompt_cache_key",
          "prompt_cache_options",
          "prompt_cache_retention",
          "safety_identifier",
          "service_tier",
          "store",
          "temperature",
          "tool_choice",
          "top_logprobs",
          "top_p",
          "truncation",
          "user");

  // What only the sender may know is not repeated.
  private static final Set<String> SECRETS = Set.of("authorization", "headers");

  private ResponseResource() {}

  /**
   * The resource of an answer that has just begun.
   *
   * @param request the client's request
   * @param provider the extras of the provider's answer, whose own repetition fills in its defaults
   */
  static ObjectNode begin(ObjectNode request, Extras provider) {
    ObjectNode resource = defaults();
    Notes.get(provider, Notes.ECHO)
        .ifPresent(echo -> echo.properties().forEach(f -> resource.set(f.getKey(), f.getValue())));
    for (String name : REPEATED) {
      if (request.hasNonNull(name)) {
        resource.set(name, request.path(name));
      }
    }
    overlay(resource, request, "reasoning");
    overlay(resource, request, "text");
    if (request.path("tools").isArray()) {
      resource.set("tools", tools(request.path("tools")));
    }
    conversation(resource, request.path("conversation"));
    return resource;
  }

  private static ObjectNode defaults() {
    ObjectNode resource = StrictJson.object();
    resource.put("id", "");
    resource.put("object", "response");
    resource.put("created_at", 0);
    resource.put("status", "in_progress");
    resource.put("background", false);
    resource.putNull("completed_at");
    resource.putNull("error");
    resource.put("frequency_penalty", 0.0);
    resource.putNull("incomplete_details");
    resource.putNull("instructions");
    resource.putNull("max_output_tokens");
    resource.putNull("max_tool_calls");
    resource.put("model", "");
    resource.putArray("output");
    resource.put("parallel_tool_calls", true);
    resource.put("presence_penalty", 0.0);
    resource.putNull("previous_response_id");
    resource.putNull("prompt_cache_key");
    resource.putNull("prompt_cache_retention");
    resource.putObject("reasoning").putNull("effort").putNull("summary");
    resource.putNull("safety_identifier");
    resource.put("service_tier", "default");
    resource.put("store", true);
    resource.put("temperature", 1.0);
    ObjectNode text = resource.putObject("text");
    text.putObject("format").put("type", "text");
    text.put("verbosity", "medium");
    resource.put("tool_choice", "auto");
    resource.putArray("tools");
    resource.put("top_logprobs", 0);
    resource.put("top_p", 1.0);
    resource.put("truncation", "disabled");
    resource.putNull("usage");
    resource.putNull("user");
    resource.putObject("metadata");
    return resource;
  }

  private static void overlay(ObjectNode resource, ObjectNode request, String name) {
    if (request.path(name) instanceof ObjectNode asked) {
      ObjectNode merged =
          resource.path(name) instanceof ObjectNode known ? known.deepCopy() : StrictJson.object();
      asked
          .properties()
          .forEach(
              field -> {
                if (!field.getValue().isNull()) {
                  merged.set(field.getKey(), field.getValue());
                }
              });
      resource.set(name, merged);
    }
  }

  private static ArrayNode tools(JsonNode asked) {
    ArrayNode tools = StrictJson.mapper().createArrayNode();
    for (JsonNode tool : asked) {
      if (tool instanceof ObjectNode object) {
        tools.add(tool(object));
      }
    }
    return tools;
  }

  private static ObjectNode tool(ObjectNode asked) {
    ObjectNode tool = asked.deepCopy();
    tool.remove(SECRETS);
    if (tool.path("type").asText().equals("function")) {
      tool.putIfAbsent("description", tool.nullNode());
      tool.putIfAbsent("parameters", tool.nullNode());
      if (!tool.hasNonNull("strict")) {
        tool.put("strict", true);
      }
    }
    return tool;
  }

  private static void conversation(ObjectNode resource, JsonNode asked) {
    if (asked.isTextual()) {
      resource.putObject("conversation").put("id", asked.textValue());
    } else if (asked.path("id").isTextual()) {
      resource.putObject("conversation").put("id", asked.path("id").textValue());
    }
  }
}
