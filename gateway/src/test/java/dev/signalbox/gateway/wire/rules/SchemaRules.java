package dev.signalbox.gateway.wire.rules;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.BiConsumer;

/** What the APIs demand of JSON schemas; each finding is handed over with its path. */
final class SchemaRules {
  private static final List<String> MAPS = List.of("properties", "$defs", "definitions");
  private static final List<String> LISTS = List.of("anyOf", "oneOf", "allOf", "prefixItems");
  private static final Set<String> GEMINI_TYPES =
      Set.of(
          "TYPE_UNSPECIFIED", "STRING", "NUMBER", "INTEGER", "BOOLEAN", "ARRAY", "OBJECT", "NULL");
  private static final Set<String> GEMINI_KEYS =
      Set.of(
          "type",
          "format",
          "title",
          "description",
          "nullable",
          "enum",
          "maxItems",
          "minItems",
          "properties",
          "required",
          "minProperties",
          "maxProperties",
          "minLength",
          "maxLength",
          "pattern",
          "example",
          "anyOf",
          "propertyOrdering",
          "default",
          "items",
          "minimum",
          "maximum",
          "additionalProperties",
          "ref",
          "defs");

  private SchemaRules() {}

  /** OpenAI's strict mode: closed objects whose every property is required. */
  static void strict(JsonNode schema, String path, BiConsumer<String, String> fail) {
    walk(
        schema,
        path,
        (node, at) -> {
          if (isObjectSchema(node)) {
            closed(node, at, fail);
            Set<String> required = new HashSet<>();
            node.path("required").forEach(name -> required.add(name.asText()));
            node.path("properties")
                .fieldNames()
                .forEachRemaining(
                    name -> {
                      if (!required.contains(name)) {
                        fail.accept(at, "strict: property " + name + " must be in required");
                      }
                    });
          }
        });
  }

  /** Anthropic's strict tools and structured output: closed objects. */
  static void closedObjects(JsonNode schema, String path, BiConsumer<String, String> fail) {
    walk(
        schema,
        path,
        (node, at) -> {
          if (isObjectSchema(node)) {
            closed(node, at, fail);
          }
        });
  }

  private static void closed(JsonNode node, String at, BiConsumer<String, String> fail) {
    JsonNode more = node.path("additionalProperties");
    if (!more.isBoolean() || more.asBoolean()) {
      fail.accept(at, "additionalProperties must be false");
    }
  }

  private static boolean isObjectSchema(JsonNode node) {
    JsonNode type = node.path("type");
    return type.asText().equals("object")
        || (type.isArray() && type.valueStream().anyMatch(one -> one.asText().equals("object")))
        || (type.isMissingNode() && node.has("properties"));
  }

  private static void walk(JsonNode schema, String path, BiConsumer<JsonNode, String> visit) {
    if (!schema.isObject()) {
      return;
    }
    visit.accept(schema, path);
    for (String map : MAPS) {
      schema
          .path(map)
          .properties()
          .forEach(entry -> walk(entry.getValue(), path + "." + map + "." + entry.getKey(), visit));
    }
    for (String list : LISTS) {
      schema.path(list).forEach(item -> walk(item, path + "." + list, visit));
    }
    walk(schema.path("items"), path + ".items", visit);
  }

  /** Gemini's {@code Schema} message: a part of OpenAPI 3.0, no other keys. */
  static void gemini(JsonNode schema, String path, BiConsumer<String, String> fail) {
    if (!schema.isObject()) {
      fail.accept(path, "must be an object");
      return;
    }
    schema
        .fieldNames()
        .forEachRemaining(
            key -> {
              if (!GEMINI_KEYS.contains(Names.camel(key))) {
                fail.accept(path + "." + key, "is no field of Schema");
              }
            });
    geminiType(schema, path, fail);
    schema
        .path("enum")
        .forEach(
            value -> {
              if (!value.isTextual()) {
                fail.accept(path + ".enum", "must hold strings");
              }
            });
    schema
        .path("required")
        .forEach(
            name -> {
              if (!schema.path("properties").has(name.asText())) {
                fail.accept(path + ".required", "names `" + name.asText() + "`, no property");
              }
            });
    schema
        .path("properties")
        .properties()
        .forEach(entry -> gemini(entry.getValue(), path + ".properties." + entry.getKey(), fail));
    if (schema.has("items")) {
      gemini(schema.path("items"), path + ".items", fail);
    }
    schema.path("anyOf").forEach(item -> gemini(item, path + ".anyOf", fail));
  }

  private static void geminiType(JsonNode schema, String path, BiConsumer<String, String> fail) {
    JsonNode type = schema.path("type");
    if (type.isMissingNode() || type.isInt()) {
      return;
    }
    String name = type.asText().toUpperCase(Locale.ROOT);
    if (!type.isTextual() || !GEMINI_TYPES.contains(name)) {
      fail.accept(path + ".type", "must be one of " + GEMINI_TYPES);
    }
    if (name.equals("ARRAY") && !schema.has("items")) {
      fail.accept(path + ".items", "is missing in an array");
    }
  }
}
