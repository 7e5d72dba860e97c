package dev.signalbox.gateway.wire.gemini;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.signalbox.gateway.wire.json.StrictJson;
import dev.signalbox.gateway.wire.schema.SchemaConversion;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * One writing of a request for all that the API takes for the same: field names in one case, no
 * nulls or defaults, neighbouring contents of one role together, schemas as JSON Schema.
 */
final class NormalRequest {
  private static final Set<String> FREE =
      Set.of(
          "args",
          "response",
          "labels",
          "parameters",
          "parametersJsonSchema",
          "responseSchema",
          "responseJsonSchema");

  private NormalRequest() {}

  static JsonNode of(ObjectNode request) {
    ObjectNode body = (ObjectNode) StrictJson.parse(StrictJson.toBytes(names(request)));
    body.remove("model");
    if (body.path("systemInstruction") instanceof ObjectNode instruction) {
      instruction.remove("role");
      parts(instruction);
    }
    body.set("contents", contents(body.path("contents")));
    if (body.path("tools").isObject()) {
      body.set("tools", StrictJson.object().arrayNode().add(body.path("tools")));
    }
    body.path("tools")
        .forEach(tool -> tool.path("functionDeclarations").forEach(NormalRequest::declaration));
    JsonNode calling = body.path("toolConfig").path("functionCallingConfig");
    if (calling instanceof ObjectNode config) {
      config.put("mode", config.path("mode").asText().toUpperCase(Locale.ROOT));
    }
    if (body.path("generationConfig") instanceof ObjectNode config) {
      schema(config, "responseSchema", "responseJsonSchema");
      if (config.path("thinkingConfig") instanceof ObjectNode thinking
          && thinking.has("thinkingLevel")) {
        String level = thinking.path("thinkingLevel").asText();
        thinking.put("thinkingLevel", level.toUpperCase(Locale.ROOT));
      }
      if (config.isEmpty()) {
        body.remove("generationConfig");
      }
    }
    return StrictJson.parse(StrictJson.toBytes(body));
  }

  private static JsonNode names(JsonNode node) {
    if (node instanceof ObjectNode object) {
      ObjectNode result = StrictJson.object();
      Names.camel(object)
          .properties()
          .forEach(
              field ->
                  result.set(
                      field.getKey(),
                      FREE.contains(field.getKey()) ? field.getValue() : names(field.getValue())));
      return result;
    }
    if (node.isArray()) {
      ArrayNode result = StrictJson.object().arrayNode();
      node.forEach(each -> result.add(names(each)));
      return result;
    }
    return node;
  }

  private static ArrayNode contents(JsonNode contents) {
    ArrayNode result = StrictJson.object().arrayNode();
    for (JsonNode each : contents) {
      ObjectNode content = (ObjectNode) each;
      if (!content.has("role")) {
        content.put("role", "user");
      }
      JsonNode last = result.path(result.size() - 1);
      if (last.path("role").equals(content.path("role"))) {
        ((ArrayNode) last.path("parts")).addAll((ArrayNode) content.path("parts"));
      } else {
        result.add(content);
      }
    }
    result.forEach(content -> parts((ObjectNode) content));
    return result;
  }

  private static void parts(ObjectNode content) {
    List<JsonNode> kept = new ArrayList<>();
    for (JsonNode each : content.path("parts")) {
      ObjectNode part = (ObjectNode) each;
      if (!part.path("thought").asBoolean(true)) {
        part.remove("thought");
      }
      part(part);
      boolean empty = part.size() == 1 && part.path("text").asText("-").isEmpty();
      if (!empty || content.path("parts").size() == 1) {
        kept.add(part);
      }
    }
    content.putArray("parts").addAll(kept);
  }

  private static void part(ObjectNode part) {
    if (part.path("inlineData") instanceof ObjectNode data) {
      data.put("data", Signatures.standardBase64(data.path("data").asText()));
    }
    if (part.path("functionResponse").path("response") instanceof ObjectNode response) {
      for (String wrapper : List.of("result", "content")) {
        if (response.size() == 1 && response.path(wrapper).isTextual()) {
          response.set("output", response.remove(wrapper));
        }
      }
      StrictJson.tryParse(response.path("output").asText())
          .filter(JsonNode::isObject)
          .ifPresent(json -> ((ObjectNode) part.path("functionResponse")).set("response", json));
    }
  }

  private static void declaration(JsonNode declaration) {
    schema((ObjectNode) declaration, "parameters", "parametersJsonSchema");
  }

  private static void schema(ObjectNode holder, String older, String newer) {
    if (holder.has(older)) {
      holder.set(newer, SchemaConversion.toJsonSchema(holder.remove(older)));
    }
  }
}
