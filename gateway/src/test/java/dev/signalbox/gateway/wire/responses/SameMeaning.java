package dev.signalbox.gateway.wire.responses;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.signalbox.gateway.wire.json.StrictJson;
import java.util.List;
import java.util.TreeSet;

/** Brings requests that mean the same to one form; all that counts as the same stands here. */
final class SameMeaning {
  private SameMeaning() {}

  static ObjectNode of(ObjectNode request) {
    ObjectNode body = Wire.reparsed(request);
    // null is absence, and so are an empty list of tools and `stream: false`.
    removeNulls(body);
    if (!body.path("stream").asBoolean()) {
      body.remove("stream");
    }
    if (body.path("tools").isEmpty()) {
      body.remove("tools");
    }
    // The order of what is included does not matter, and an empty list is none.
    if (body.has("include")) {
      TreeSet<String> include = new TreeSet<>();
      body.path("include").forEach(entry -> include.add(entry.asText()));
      body.remove("include");
      if (!include.isEmpty()) {
        body.set("include", StrictJson.mapper().valueToTree(include));
      }
    }
    // A string as input is one message of the user.
    if (body.path("input").isTextual()) {
      JsonNode text = body.path("input");
      ObjectNode message = body.putArray("input").addObject();
      message.put("role", "user");
      message.set("content", text);
    }
    body.path("input").forEach(item -> item((ObjectNode) item));
    return body;
  }

  private static void item(ObjectNode item) {
    // `message` is the type of items that have a role.
    if (!item.has("type")) {
      item.put("type", "message");
    }
    String kind = item.path("role").asText().equals("assistant") ? "output_text" : "input_text";
    for (String name : List.of("content", "output")) {
      // A string is one text part; the annotations of a text are none unless given.
      if (item.path(name).isTextual()) {
        JsonNode text = item.path(name);
        ObjectNode part = item.putArray(name).addObject();
        part.put("type", kind);
        part.set("text", text);
      }
      if (item.path(name) instanceof ArrayNode parts) {
        parts.forEach(SameMeaning::part);
      }
    }
  }

  private static void part(JsonNode part) {
    if (part instanceof ObjectNode object) {
      for (String name : List.of("annotations", "logprobs")) {
        if (object.path(name).isEmpty()) {
          object.remove(name);
        }
      }
    }
  }

  private static void removeNulls(JsonNode node) {
    if (node instanceof ObjectNode object) {
      object.properties().removeIf(field -> field.getValue().isNull());
    }
    node.forEach(SameMeaning::removeNulls);
  }
}
