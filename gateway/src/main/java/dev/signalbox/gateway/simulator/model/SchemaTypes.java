package dev.signalbox.gateway.simulator.model;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/** The JSON types a schema can ask for. */
enum SchemaTypes {
  OBJECT("properties", "required", "additionalProperties", "minProperties", "maxProperties"),
  ARRAY("items", "prefixItems", "minItems", "maxItems", "uniqueItems"),
  STRING("minLength", "maxLength", "pattern", "format"),
  NUMBER("minimum", "maximum", "exclusiveMinimum", "exclusiveMaximum", "multipleOf"),
  INTEGER,
  BOOLEAN,
  NULL;

  private final String keywords;

  /** Takes the keywords that hint at the type. */
  SchemaTypes(String... keywords) {
    this.keywords = String.join(" ", keywords);
  }

  /** The type {@code schema} names, null only if it names no other; else the one it hints at. */
  static SchemaTypes of(ObjectNode schema) {
    return named(schema.path("type")).or(() -> hinted(schema)).orElse(STRING);
  }

  private static Optional<SchemaTypes> named(JsonNode type) {
    if (type.isArray()) {
      List<SchemaTypes> all = type.valueStream().flatMap(each -> byName(each).stream()).toList();
      return all.stream().filter(each -> each != NULL).findFirst().or(() -> all.stream().findAny());
    }
    return byName(type);
  }

  private static Optional<SchemaTypes> byName(JsonNode name) {
    String upper = name.asText().toUpperCase(Locale.ROOT);
    return Stream.of(values()).filter(type -> type.name().equals(upper)).findFirst();
  }

  private static Optional<SchemaTypes> hinted(ObjectNode schema) {
    return Stream.of(values())
        .filter(type -> Stream.of(type.keywords.split(" ", -1)).anyMatch(schema::has))
        .findFirst();
  }
}
