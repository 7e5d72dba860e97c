package dev.signalbox.gateway.wire.chat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.signalbox.gateway.wire.json.StrictJson;
import java.util.HashSet;
import java.util.Set;

/**
 * Requests that mean the same in one form. All equivalences are here: null and absent; {@code
 * stream:false} and absent; usage asked for in streams, as we always do; {@code functions} and
 * tools; one plain text and a string; empty content and none; {@code detail:auto} and none; both
 * names of the limit and of reasoning; numbers of equal value; a type of tools left out; {@code
 * index} of calls.
 */
final class Normal {
  private Normal() {}

  static JsonNode form(ObjectNode request) {
    ObjectNode body = (ObjectNode) withoutNulls(request);
    rename(body, "max_tokens", "max_completion_tokens");
    functions(body);
    if (!body.path("stream").asBoolean()) {
      body.remove("stream");
    }
    body.remove("stream_options");
    body.path("messages").forEach(message -> message((ObjectNode) message));
    body.path("tools").forEach(tool -> ((ObjectNode) tool).put("type", type(tool)));
    return body;
  }

  private static String type(JsonNode tool) {
    return tool.path("type").asText("function");
  }

  private static void functions(ObjectNode body) {
    if (body.remove("functions") instanceof ArrayNode functions) {
      functions.forEach(
          function ->
              body.withArray("tools")
                  .addObject()
                  .put("type", "function")
                  .set("function", function));
      rename(body, "function_call", "tool_choice");
    }
  }

  private static void message(ObjectNode message) {
    rename(message, "reasoning", "reasoning_content");
    JsonNode content = message.path("content");
    for (JsonNode part : content) {
      if (part.path("image_url").path("detail").asText().equals("auto")) {
        ((ObjectNode) part.path("image_url")).remove("detail");
      }
    }
    if (content.size() == 1 && content.path(0).size() == 2 && content.path(0).has("text")) {
      message.set("content", content.path(0).path("text"));
    }
    if (message.path("content").asText().isEmpty() && message.path("content").isEmpty()) {
      message.remove("content");
    }
    message.path("tool_calls").forEach(call -> ((ObjectNode) call).remove("index"));
  }

  private static void rename(ObjectNode node, String from, String to) {
    if (node.has(from)) {
      node.set(to, node.remove(from));
    }
  }

  /** Nulls and empty lists away, but not inside schemas and texts; numbers without their scale. */
  private static JsonNode withoutNulls(JsonNode node) {
    if (node instanceof ObjectNode object) {
      ObjectNode clean = StrictJson.object();
      Set<String> schemas = new HashSet<>(Set.of("schema", "parameters"));
      object
          .properties()
          .forEach(
              field -> {
                JsonNode value = field.getValue();
                boolean nothing =
                    value.isNull()
                        || (value.isEmpty()
                            && value.isArray()
                            && !field.getKey().equals("content"));
                if (schemas.contains(field.getKey())) {
                  clean.set(field.getKey(), value);
                } else if (!nothing) {
                  clean.set(field.getKey(), withoutNulls(value));
                }
              });
      return clean;
    }
    if (node instanceof ArrayNode array) {
      ArrayNode clean = JsonNodeFactory.instance.arrayNode();
      array.forEach(item -> clean.add(withoutNulls(item)));
      return clean;
    }
    return node.isNumber()
        ? JsonNodeFactory.instance.textNode(
            node.decimalValue().stripTrailingZeros().toPlainString())
        : node;
  }
}
