package dev.signalbox.gateway.wire.schema;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.signalbox.gateway.wire.json.StrictJson;
import java.math.BigDecimal;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Reads a Gemini {@code Schema}, or what a client wrote in its place, as JSON Schema. */
final class GeminiSchemaReader {
  private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

  /** Names by number in the API's own enum {@code Type}. */
  private static final List<String> TYPES =
      List.of("", "string", "number", "integer", "boolean", "array", "object", "null");

  private static final Map<String, String> OTHER_NAMES =
      Map.ofEntries(
          Map.entry("any_of", "anyOf"),
          Map.entry("one_of", "oneOf"),
          Map.entry("all_of", "allOf"),
          Map.entry("min_items", "minItems"),
          Map.entry("max_items", "maxItems"),
          Map.entry("min_length", "minLength"),
          Map.entry("max_length", "maxLength"),
          Map.entry("min_properties", "minProperties"),
          Map.entry("max_properties", "maxProperties"),
          Map.entry("property_ordering", "propertyOrdering"),
          Map.entry("additional_properties", "additionalProperties"),
          Map.entry("ref", "$ref"),
          Map.entry("defs", "$defs"));

  private GeminiSchemaReader() {}

  static JsonNode read(JsonNode schema) {
    if (!(schema instanceof ObjectNode object)) {
      return schema;
    }
    ObjectNode result = JSON.objectNode();
    object
        .properties()
        .forEach(
            field ->
                keyword(
                    OTHER_NAMES.getOrDefault(field.getKey(), field.getKey()),
                    field.getValue(),
                    result));
    typedEnum(result);
    if (object.path("nullable").asBoolean(false)) {
      allowNull(result);
    }
    order(object, result);
    return result;
  }

  private static void keyword(String name, JsonNode value, ObjectNode result) {
    if (value.isNull() && !name.equals("default") && !name.equals("const")) {
      return;
    }
    switch (name) {
      case "nullable", "propertyOrdering" -> {}
      case "type" -> type(value).ifPresent(type -> result.set("type", type));
      case "properties", "$defs", "definitions", "patternProperties" ->
          result.set(name, mapped(value));
      case "items", "additionalProperties", "not" -> result.set(name, read(value));
      case "anyOf", "oneOf", "allOf", "prefixItems" -> result.set(name, listed(value));
      case "minItems",
          "maxItems",
          "minLength",
          "maxLength",
          "minProperties",
          "maxProperties",
          "minimum",
          "maximum" ->
          result.set(name, number(value));
      case "example" -> result.set("examples", JSON.arrayNode().add(value));
      case "format" -> {
        if (!value.asText().equals("enum")) {
          result.set(name, value);
        }
      }
      default -> result.set(name, value);
    }
  }

  private static Optional<JsonNode> type(JsonNode value) {
    if (value.isArray()) {
      ArrayNode types = JSON.arrayNode();
      value.forEach(each -> type(each).ifPresent(types::add));
      return types.isEmpty() ? Optional.empty() : Optional.of(types);
    }
    if (value.isInt()) {
      int number = value.intValue();
      return number > 0 && number < TYPES.size()
          ? Optional.of(JSON.textNode(TYPES.get(number)))
          : Optional.empty();
    }
    String name = value.asText().toLowerCase(Locale.ROOT);
    return name.equals("type_unspecified") ? Optional.empty() : Optional.of(JSON.textNode(name));
  }

  private static JsonNode mapped(JsonNode schemas) {
    if (!(schemas instanceof ObjectNode object)) {
      return schemas;
    }
    ObjectNode result = JSON.objectNode();
    object.properties().forEach(field -> result.set(field.getKey(), read(field.getValue())));
    return result;
  }

  private static JsonNode listed(JsonNode schemas) {
    if (!schemas.isArray()) {
      return schemas;
    }
    ArrayNode result = JSON.arrayNode();
    schemas.forEach(schema -> result.add(read(schema)));
    return result;
  }

  /** The API writes 64-bit numbers as text. */
  private static JsonNode number(JsonNode value) {
    if (!value.isTextual()) {
      return value;
    }
    try {
      BigDecimal number = new BigDecimal(value.textValue());
      if (Math.abs((long) number.scale()) > StrictJson.MAX_EXPONENT) {
        return value;
      }
      return number.scale() <= 0 && number.precision() - number.scale() < 18
          ? JSON.numberNode(number.longValueExact())
          : JSON.numberNode(number);
    } catch (NumberFormatException e) {
      return value;
    }
  }

  /** The API knows enum values as text only; those of a number type are meant as numbers. */
  private static void typedEnum(ObjectNode schema) {
    String type = schema.path("type").asText();
    JsonNode values = schema.path("enum");
    if (!values.isArray() || !(type.equals("integer") || type.equals("number"))) {
      return;
    }
    ArrayNode numbers = JSON.arrayNode();
    values.forEach(value -> numbers.add(number(value)));
    schema.set("enum", numbers);
  }

  private static void allowNull(ObjectNode schema) {
    if (schema.path("enum") instanceof ArrayNode values) {
      schema.set("enum", values.deepCopy().addNull());
    }
    JsonNode type = schema.path("type");
    if (type.isTextual()) {
      schema.set("type", JSON.arrayNode().add(type).add("null"));
    } else if (schema.path("anyOf") instanceof ArrayNode alternatives) {
      schema.set("anyOf", alternatives.deepCopy().add(JSON.objectNode().put("type", "null")));
    }
  }

  private static void order(ObjectNode original, ObjectNode schema) {
    JsonNode ordering = original.path("propertyOrdering");
    if (ordering.isMissingNode()) {
      ordering = original.path("property_ordering");
    }
    if (!ordering.isArray() || !(schema.path("properties") instanceof ObjectNode properties)) {
      return;
    }
    Set<String> names = new LinkedHashSet<>();
    ordering.forEach(name -> names.add(name.asText()));
    ObjectNode ordered = JSON.objectNode();
    names.stream()
        .filter(properties::has)
        .forEach(name -> ordered.set(name, properties.path(name)));
    properties.properties().forEach(field -> ordered.putIfAbsent(field.getKey(), field.getValue()));
    schema.set("properties", ordered);
  }
}
