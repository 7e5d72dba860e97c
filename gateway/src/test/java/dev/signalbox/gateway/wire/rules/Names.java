package dev.signalbox.gateway.wire.rules;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Set;

/** Gemini's field names: camelCase, with snake_case accepted beside it. */
final class Names {
  /** Fields whose objects are the user's own: their keys are no field names. */
  private static final Set<String> FREE =
      Set.of(
          "args",
          "response",
          "parameters",
          "parametersJsonSchema",
          "responseSchema",
          "responseJsonSchema",
          "labels",
          "partMetadata");

  private Names() {}

  /** {@code snake_case} as camelCase. */
  static String camel(String name) {
    StringBuilder camel = new StringBuilder(name.length());
    boolean upper = false;
    for (int i = 0; i < name.length(); i++) {
      char c = name.charAt(i);
      if (c == '_' && i > 0) {
        upper = true;
      } else {
        camel.append(upper ? Character.toUpperCase(c) : c);
        upper = false;
      }
    }
    return camel.toString();
  }

  /** The same body with every field name in camelCase. */
  static JsonNode camel(JsonNode value) {
    if (value instanceof ArrayNode array) {
      ArrayNode copy = JsonNodeFactory.instance.arrayNode();
      array.forEach(item -> copy.add(camel(item)));
      return copy;
    }
    if (value instanceof ObjectNode object) {
      ObjectNode copy = JsonNodeFactory.instance.objectNode();
      object
          .properties()
          .forEach(
              field -> {
                String name = camel(field.getKey());
                copy.set(name, FREE.contains(name) ? field.getValue() : camel(field.getValue()));
              });
      return copy;
    }
    return value;
  }
}
