package dev.signalbox.gateway.wire.schema;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.signalbox.gateway.wire.model.Losses;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** Writes one JSON Schema as a Gemini {@code Schema}. Used once. */
final class GeminiSchemaWriter {
  /** Most schema nodes written; what inlining would add beyond is cut off and told. */
  static final int MAX_NODES = 5_000;

  /** Deepest nesting written. */
  static final int MAX_DEPTH = 60;

  private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

  /** Keywords that say nothing about which values are allowed. */
  private static final Set<String> SILENT =
      Set.of(
          "$schema",
          "$id",
          "$anchor",
          "$comment",
          "$defs",
          "definitions",
          "deprecated",
          "readOnly",
          "writeOnly",
          "contentMediaType",
          "contentEncoding",
          "propertyOrdering");

  private final SchemaReferences references;
  private final Losses losses;
  private final JsonNode root;
  private int nodes;

  GeminiSchemaWriter(JsonNode root, Losses losses) {
    this.root = root;
    this.losses = losses;
    this.references = new SchemaReferences(root, losses);
  }

  /**
   * Where a schema or keyword stands.
   *
   * @param depth how many schemas it is inside
   */
  private record Place(String path, int depth) {
    Place keyword(String name) {
      return new Place(path + "." + name, depth);
    }

    Place inner(String step) {
      return new Place(path + step, depth + 1);
    }
  }

  ObjectNode write(String path) {
    return schema(root, new Place(path, 0));
  }

  private ObjectNode schema(JsonNode schema, Place place) {
    nodes++;
    if (nodes > MAX_NODES || place.depth() > MAX_DEPTH) {
      losses.adapted(place.path(), "the schema is too large for Gemini and was cut off here");
      return JSON.objectNode();
    }
    if (schema.isBoolean()) {
      if (!schema.booleanValue()) {
        losses.dropped(
            place.path(), "a schema that allows nothing cannot be said in Gemini's form");
      }
      return JSON.objectNode();
    }
    SchemaReferences.Opened opened = references.open(schema, place.path());
    ObjectNode result = JSON.objectNode();
    try {
      opened
          .schema()
          .properties()
          .forEach(field -> keyword(field.getKey(), field.getValue(), result, place));
    } finally {
      references.close(opened);
    }
    finish(result);
    return result;
  }

  private void keyword(String name, JsonNode value, ObjectNode out, Place schema) {
    Place place = schema.keyword(name);
    String at = place.path();
    switch (name) {
      case "type" -> type(value, out);
      case "title", "description", "format", "pattern", "default", "minimum", "maximum" ->
          out.set(name, value);
      case "minItems", "maxItems", "minLength", "maxLength", "minProperties", "maxProperties" ->
          out.put(name, value.isNumber() ? value.decimalValue().toPlainString() : value.asText());
      case "enum" -> allowed(value, out, at);
      case "const" -> allowed(JSON.arrayNode().add(value), out, at);
      case "required" -> out.set(name, value);
      case "examples" -> {
        if (!value.path(0).isMissingNode()) {
          out.set("example", value.path(0));
        }
      }
      case "example" -> out.set(name, value);
      case "nullable" -> out.set(name, value);
      case "properties" -> properties(value, out, place);
      case "items" -> out.set(name, schema(value, place.inner("")));
      case "anyOf" -> alternatives(value, out, place);
      case "oneOf" -> {
        losses.adapted(at, "Gemini knows `anyOf` only");
        alternatives(value, out, place);
      }
      case "allOf" -> all(value, out, place);
      case "exclusiveMinimum", "exclusiveMaximum" -> exclusive(name, value, out, at);
      case "additionalProperties" -> {
        if (!value.isBoolean() || !value.booleanValue()) {
          losses.dropped(at, "Gemini's schema form has no `additionalProperties`");
        }
      }
      default -> {
        if (!SILENT.contains(name)) {
          losses.dropped(at, "not part of Gemini's schema form");
        }
      }
    }
  }

  private static void type(JsonNode value, ObjectNode out) {
    List<String> types = new ArrayList<>();
    if (value.isArray()) {
      value.forEach(each -> types.add(each.asText().toUpperCase(Locale.ROOT)));
    } else {
      types.add(value.asText().toUpperCase(Locale.ROOT));
    }
    if (types.size() > 1 && types.remove("NULL")) {
      out.put("nullable", true);
    }
    if (types.size() == 1) {
      out.put("type", types.getFirst());
    } else {
      ArrayNode each = out.putArray("anyOf");
      types.forEach(type -> each.addObject().put("type", type));
    }
  }

  /** Enum values are text in Gemini's form; one number can be said by its bounds instead. */
  private void allowed(JsonNode values, ObjectNode out, String at) {
    List<JsonNode> rest = new ArrayList<>();
    values.forEach(
        value -> {
          if (value.isNull()) {
            out.put("nullable", true);
          } else {
            rest.add(value);
          }
        });
    if (rest.isEmpty()) {
      if (values.size() > 0) {
        out.put("type", "NULL").remove("nullable");
      }
    } else if (rest.stream().allMatch(JsonNode::isTextual)) {
      out.putIfAbsent("type", JSON.textNode("STRING"));
      ArrayNode texts = out.putArray("enum");
      rest.forEach(texts::add);
    } else if (rest.size() == 1 && rest.getFirst().isNumber()) {
      out.putIfAbsent(
          "type",
          JSON.textNode(rest.getFirst().canConvertToExactIntegral() ? "INTEGER" : "NUMBER"));
      out.set("minimum", rest.getFirst());
      out.set("maximum", rest.getFirst());
    } else {
      losses.dropped(at, "Gemini's schema form has text values only in `enum`");
    }
  }

  private void properties(JsonNode value, ObjectNode out, Place place) {
    ObjectNode result = out.putObject("properties");
    value
        .properties()
        .forEach(
            field ->
                result.set(
                    field.getKey(), schema(field.getValue(), place.inner("." + field.getKey()))));
    if (result.size() > 1) {
      ArrayNode ordering = out.putArray("propertyOrdering");
      result.fieldNames().forEachRemaining(ordering::add);
    }
  }

  private void alternatives(JsonNode value, ObjectNode out, Place place) {
    List<ObjectNode> kept = new ArrayList<>();
    int index = 0;
    for (JsonNode each : value) {
      ObjectNode one = schema(each, place.inner("[" + index++ + "]"));
      if (one.path("type").asText().equals("NULL")) {
        out.put("nullable", true);
      } else {
        kept.add(one);
      }
    }
    if (kept.size() == 1) {
      kept.getFirst()
          .properties()
          .forEach(field -> out.putIfAbsent(field.getKey(), field.getValue()));
    } else if (!kept.isEmpty()) {
      out.putArray("anyOf").addAll(kept);
    } else if (out.has("nullable")) {
      out.put("type", "NULL").remove("nullable");
    }
  }

  /** Puts the parts of {@code allOf} into one schema; what two of them both say is told. */
  private void all(JsonNode value, ObjectNode out, Place place) {
    int index = 0;
    for (JsonNode each : value) {
      ObjectNode one = schema(each, place.inner("[" + index++ + "]"));
      one.properties().forEach(field -> merge(field.getKey(), field.getValue(), out, place.path()));
    }
  }

  private void merge(String name, JsonNode value, ObjectNode out, String at) {
    JsonNode present = out.path(name);
    if (present.isMissingNode()) {
      out.set(name, value);
    } else if (present instanceof ObjectNode object && value.isObject()) {
      value.properties().forEach(field -> object.putIfAbsent(field.getKey(), field.getValue()));
    } else if (name.equals("required") || name.equals("propertyOrdering")) {
      value.forEach(((ArrayNode) present)::add);
    } else if (!present.equals(value)) {
      losses.adapted(at, "Gemini has no `allOf`; of two `" + name + "` the first was kept");
    }
  }

  private void exclusive(String name, JsonNode value, ObjectNode out, String at) {
    if (!value.canConvertToExactIntegral() || !value.isNumber()) {
      losses.dropped(at, "not part of Gemini's schema form");
      return;
    }
    boolean minimum = name.equals("exclusiveMinimum");
    BigDecimal bound = value.decimalValue();
    // Written as the bound itself; finish() moves it by one for whole numbers.
    out.set(minimum ? "minimum" : "maximum", JSON.numberNode(bound));
    out.put(minimum ? "#above" : "#below", at);
  }

  private void finish(ObjectNode schema) {
    exclusiveBound(schema, "#above", "minimum", BigDecimal.ONE);
    exclusiveBound(schema, "#below", "maximum", BigDecimal.ONE.negate());
    if (schema.has("properties") && !schema.has("type")) {
      schema.put("type", "OBJECT");
    } else if (schema.has("items") && !schema.has("type")) {
      schema.put("type", "ARRAY");
    }
  }

  private void exclusiveBound(ObjectNode schema, String mark, String name, BigDecimal step) {
    JsonNode at = schema.remove(mark);
    if (at == null) {
      return;
    }
    if (schema.path("type").asText().equals("INTEGER")) {
      BigDecimal bound = schema.path(name).decimalValue().add(step);
      schema.set(name, JSON.numberNode(bound.longValue()));
    } else {
      losses.adapted(at.asText(), "Gemini's bounds include the bound itself");
    }
  }
}
