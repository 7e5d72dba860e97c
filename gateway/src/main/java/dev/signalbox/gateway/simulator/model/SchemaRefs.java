package dev.signalbox.gateway.simulator.model;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.signalbox.gateway.reach.Escapes;
import dev.signalbox.gateway.wire.json.StrictJson;

/** Follows the references within one schema document. */
record SchemaRefs(JsonNode root) {
  private static final int MAX_STEPS = 20;

  /**
   * The schema that {@code #…} points to; an empty one, which anything satisfies, if there is none.
   */
  JsonNode follow(String reference) {
    if (reference.equals("#")) {
      return root;
    }
    if (!reference.startsWith("#/")) {
      return StrictJson.object();
    }
    try {
      String path = Escapes.undone(reference.substring(1));
      JsonNode found = root.at(JsonPointer.compile(path));
      return found.isMissingNode() ? StrictJson.object() : found;
    } catch (IllegalArgumentException e) {
      return StrictJson.object();
    }
  }

  boolean isNull(JsonNode schema) {
    JsonNode type = schema.path("type");
    return type.asText().equalsIgnoreCase("null")
        || (schema.has("const") && schema.get("const").isNull());
  }

  /** How much a value of {@code schema} is likely to hold: 0 for null, 1 for plain values. */
  int weight(JsonNode schema) {
    JsonNode target = schema;
    int steps = 0;
    while (target.path("$ref").isTextual() && steps < MAX_STEPS) {
      target = follow(target.get("$ref").textValue());
      steps++;
    }
    if (isNull(target)) {
      return 0;
    }
    if (target.has("enum") || target.has("const")) {
      return 1;
    }
    if (target.has("anyOf") || target.has("oneOf") || target.has("allOf")) {
      return 4;
    }
    return switch (SchemaTypes.of(
        target instanceof ObjectNode object ? object : StrictJson.object())) {
      case STRING, NUMBER, INTEGER, BOOLEAN, NULL -> 1;
      case ARRAY -> target.path("minItems").asInt(0) == 0 ? 2 : 5;
      case OBJECT -> target.path("required").isEmpty() ? 2 : 3 + holdsReference(target);
    };
  }

  /** 1 when a required property of {@code object} leads on to another definition. */
  private static int holdsReference(JsonNode object) {
    for (JsonNode name : object.path("required")) {
      String property = object.path("properties").path(name.asText()).toString();
      if (property.contains("\"$ref\"")) {
        return 1;
      }
    }
    return 0;
  }
}
