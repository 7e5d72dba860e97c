package dev.signalbox.gateway.simulator.model;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.signalbox.gateway.wire.json.StrictJson;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/** Joins two schemas to one that asks for what both ask for. */
final class SchemaMerge {
  private SchemaMerge() {}

  /** {@code schema} without {@code keyword}; the given one is left as it is. */
  static ObjectNode without(ObjectNode schema, String keyword) {
    ObjectNode rest = StrictJson.object();
    rest.setAll(schema);
    rest.remove(keyword);
    return rest;
  }

  /** What satisfies {@code first} and {@code second}; a boolean schema adds nothing. */
  static ObjectNode both(ObjectNode first, JsonNode second) {
    ObjectNode merged = StrictJson.object();
    merged.setAll(first);
    for (Map.Entry<String, JsonNode> field : second.properties()) {
      JsonNode there = merged.get(field.getKey());
      merged.set(
          field.getKey(),
          there == null ? field.getValue() : join(field.getKey(), there, field.getValue()));
    }
    return merged;
  }

  /** The texts of an array, in order; none if it is no array. */
  static Set<String> texts(JsonNode array) {
    Set<String> texts = new LinkedHashSet<>();
    if (array.isArray()) {
      array.forEach(each -> texts.add(each.asText()));
    }
    return texts;
  }

  /** The field names of an object, in order; none if it is no object. */
  static Set<String> names(JsonNode object) {
    Set<String> names = new LinkedHashSet<>();
    object.fieldNames().forEachRemaining(names::add);
    return names;
  }

  private static JsonNode join(String keyword, JsonNode first, JsonNode second) {
    return switch (keyword) {
      case "properties" -> properties(first, second);
      case "required" -> union(first, second);
      case "enum" -> common(first, second);
      case "type" -> types(first, second);
      case "anyOf", "oneOf", "allOf" -> first;
      case "minimum", "exclusiveMinimum", "minLength", "minItems", "minProperties" ->
          larger(first, second) ? first : second;
      case "maximum", "exclusiveMaximum", "maxLength", "maxItems", "maxProperties" ->
          larger(first, second) ? second : first;
      case "additionalProperties" ->
          first.isObject() || (first.isBoolean() && !first.asBoolean()) ? first : second;
      default -> second;
    };
  }

  private static JsonNode properties(JsonNode first, JsonNode second) {
    ObjectNode merged = StrictJson.object();
    first.properties().forEach(field -> merged.set(field.getKey(), field.getValue()));
    second
        .properties()
        .forEach(
            field -> {
              JsonNode there = merged.get(field.getKey());
              merged.set(
                  field.getKey(), there == null ? field.getValue() : all(there, field.getValue()));
            });
    return merged;
  }

  private static JsonNode all(JsonNode first, JsonNode second) {
    ObjectNode both = StrictJson.object();
    both.putArray("allOf").add(first).add(second);
    return both;
  }

  private static JsonNode union(JsonNode first, JsonNode second) {
    Set<String> all = texts(first);
    all.addAll(texts(second));
    ArrayNode array = StrictJson.object().arrayNode();
    all.forEach(array::add);
    return array;
  }

  private static JsonNode common(JsonNode first, JsonNode second) {
    Set<JsonNode> allowed = new LinkedHashSet<>();
    second.forEach(allowed::add);
    ArrayNode array = StrictJson.object().arrayNode();
    first.forEach(
        value -> {
          if (allowed.contains(value)) {
            array.add(value);
          }
        });
    return array.isEmpty() ? second : array;
  }

  private static JsonNode types(JsonNode first, JsonNode second) {
    Set<String> ofFirst = first.isArray() ? texts(first) : Set.of(first.asText());
    Set<String> ofSecond = second.isArray() ? texts(second) : Set.of(second.asText());
    ArrayNode array = StrictJson.object().arrayNode();
    Stream.concat(
            ofFirst.stream().filter(type -> within(type, ofSecond)),
            ofSecond.stream().filter(type -> within(type, ofFirst)))
        .distinct()
        .forEach(array::add);
    return array.isEmpty() ? second : array;
  }

  private static boolean within(String type, Set<String> others) {
    return others.contains(type) || (type.equals("integer") && others.contains("number"));
  }

  private static boolean larger(JsonNode first, JsonNode second) {
    return first.isNumber()
        && second.isNumber()
        && first.decimalValue().compareTo(second.decimalValue()) > 0;
  }
}
