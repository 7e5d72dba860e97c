package dev.signalbox.gateway.wire.anthropic;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.signalbox.gateway.wire.json.StrictJson;
import dev.signalbox.gateway.wire.model.Losses;
import java.util.Map;
import java.util.Set;

/**
 * Fits a JSON Schema to what the API enforces for structured output and strict tools; anything else
 * makes it refuse the request (<a
 * href="https://platform.claude.com/docs/en/build-with-claude/structured-outputs">Structured
 * outputs, "JSON Schema limitations"</a>, read 2026-11): objects must forbid additional properties,
 * limits of numbers, string lengths and array lengths are not known. A schema the API accepts comes
 * out as it was.
 */
final class SchemaLimits {
  private static final Set<String> UNKNOWN_LIMITS =
      Set.of(
          "minimum",
          "maximum",
          "exclusiveMinimum",
          "exclusiveMaximum",
          "multipleOf",
          "minLength",
          "maxLength",
          "maxItems",
          "uniqueItems",
          "minProperties",
          "maxProperties");

  /** Keywords whose value is a schema, or an array of them. */
  private static final Set<String> SCHEMAS =
      Set.of("items", "prefixItems", "anyOf", "oneOf", "allOf", "not");

  /** Keywords whose value is an object of named schemas. */
  private static final Set<String> NAMED_SCHEMAS =
      Set.of("properties", "$defs", "definitions", "patternProperties");

  private final Losses losses;
  private final String path;

  private SchemaLimits(Losses losses, String path) {
    this.losses = losses;
    this.path = path;
  }

  /** {@code schema} within the limits; tells below {@code path} what changed. */
  static JsonNode apply(JsonNode schema, Losses losses, String path) {
    return new SchemaLimits(losses, path).fit(schema);
  }

  private JsonNode fit(JsonNode schema) {
    if (schema instanceof ArrayNode array) {
      ArrayNode fitted = array.arrayNode(array.size());
      array.forEach(item -> fitted.add(fit(item)));
      return fitted;
    }
    if (!(schema instanceof ObjectNode object)) {
      return schema;
    }
    ObjectNode fitted = StrictJson.object();
    object.properties().forEach(field -> copy(field, fitted));
    if (isObject(object) && !isFalse(object.path("additionalProperties"))) {
      losses.adapted(path + ".additionalProperties", "objects must forbid further properties");
      fitted.put("additionalProperties", false);
    }
    return fitted;
  }

  private void copy(Map.Entry<String, JsonNode> field, ObjectNode fitted) {
    String name = field.getKey();
    if (UNKNOWN_LIMITS.contains(name) || (name.equals("minItems") && isLong(field.getValue()))) {
      losses.dropped(path + "." + name, "not a limit that the anthropic API enforces");
    } else if (SCHEMAS.contains(name)) {
      fitted.set(name, fit(field.getValue()));
    } else if (NAMED_SCHEMAS.contains(name) && field.getValue() instanceof ObjectNode named) {
      ObjectNode all = fitted.putObject(name);
      named.properties().forEach(entry -> all.set(entry.getKey(), fit(entry.getValue())));
    } else {
      fitted.set(name, field.getValue());
    }
  }

  private static boolean isLong(JsonNode minItems) {
    return minItems.asLong() > 1;
  }

  private static boolean isObject(ObjectNode schema) {
    JsonNode type = schema.path("type");
    if (type.isArray()) {
      for (JsonNode one : type) {
        if ("object".equals(one.asText())) {
          return true;
        }
      }
    }
    return "object".equals(type.asText()) || (type.isMissingNode() && schema.has("properties"));
  }

  private static boolean isFalse(JsonNode node) {
    return node.isBoolean() && !node.booleanValue();
  }
}
