package dev.signalbox.gateway.simulator.model;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Checks a JSON value against a JSON Schema: a small second opinion, written apart from the code.
 */
public final class SchemaCheck {
  private static final Map<String, Pattern> FORMATS =
      Map.of(
          "date", Pattern.compile("\\d{4}-\\d{2}-\\d{2}"),
          "time", Pattern.compile("\\d{2}:\\d{2}:\\d{2}Z"),
          "date-time", Pattern.compile("\\d{4}-\\d{2}-\\d{2}T\\d{2}:\\d{2}:\\d{2}Z"),
          "email", Pattern.compile("[^@\\s]+@[^@\\s]+"),
          "uri", Pattern.compile("https?://\\S+"),
          "uuid", Pattern.compile("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}"),
          "ipv4", Pattern.compile("(\\d{1,3}\\.){3}\\d{1,3}"));

  private final JsonNode root;
  private final List<String> complaints = new ArrayList<>();

  private SchemaCheck(JsonNode root) {
    this.root = root;
  }

  /** What of {@code value} breaks {@code schema}; empty when it satisfies it. */
  public static List<String> complaints(JsonNode schema, JsonNode value) {
    SchemaCheck check = new SchemaCheck(schema);
    check.check(schema, value, "$");
    return check.complaints;
  }

  private void check(JsonNode schema, JsonNode value, String path) {
    if (schema.isBoolean()) {
      expect(schema.asBoolean(), path, "nothing is allowed here");
      return;
    }
    if (schema.has("$ref")) {
      String reference = schema.get("$ref").asText();
      check(
          reference.equals("#") ? root : root.at(JsonPointer.compile(reference.substring(1))),
          value,
          path);
    }
    expect(!schema.has("const") || same(schema.get("const"), value), path, "is not the constant");
    if (schema.has("enum")) {
      expect(
          schema.get("enum").valueStream().anyMatch(each -> same(each, value)),
          path,
          "is not in the list");
    }
    schema.path("allOf").forEach(each -> check(each, value, path));
    if (schema.has("anyOf")) {
      expect(count(schema.get("anyOf"), value) >= 1, path, "matches no alternative");
    }
    if (schema.has("oneOf")) {
      expect(count(schema.get("oneOf"), value) == 1, path, "does not match one alternative");
    }
    checkType(schema, value, path);
    checkContent(schema, value, path);
  }

  private long count(JsonNode alternatives, JsonNode value) {
    return alternatives
        .valueStream()
        .filter(
            each -> {
              SchemaCheck inner = new SchemaCheck(root);
              inner.check(each, value, "");
              return inner.complaints.isEmpty();
            })
        .count();
  }

  private void checkType(JsonNode schema, JsonNode value, String path) {
    JsonNode type = schema.path("type");
    if (type.isMissingNode()) {
      return;
    }
    List<String> allowed = new ArrayList<>();
    if (type.isArray()) {
      type.forEach(each -> allowed.add(each.asText().toLowerCase(Locale.ROOT)));
    } else {
      allowed.add(type.asText().toLowerCase(Locale.ROOT));
    }
    if (schema.path("nullable").asBoolean(false)) {
      allowed.add("null");
    }
    expect(allowed.stream().anyMatch(each -> isOf(each, value)), path, "is not of type " + allowed);
  }

  private static boolean isOf(String type, JsonNode value) {
    return switch (type) {
      case "object" -> value.isObject();
      case "array" -> value.isArray();
      case "string" -> value.isTextual();
      case "number" -> value.isNumber();
      case "integer" -> value.isNumber() && value.canConvertToExactIntegral();
      case "boolean" -> value.isBoolean();
      case "null" -> value.isNull();
      default -> false;
    };
  }

  private void checkContent(JsonNode schema, JsonNode value, String path) {
    if (value.isObject()) {
      checkObject(schema, value, path);
    } else if (value.isArray()) {
      checkArray(schema, value, path);
    } else if (value.isTextual()) {
      checkText(schema, value.textValue(), path);
    } else if (value.isNumber()) {
      checkNumber(schema, value.decimalValue(), path);
    }
  }

  private void checkObject(JsonNode schema, JsonNode value, String path) {
    JsonNode properties = schema.path("properties");
    schema
        .path("required")
        .forEach(name -> expect(value.has(name.asText()), path, "lacks " + name));
    expect(value.size() >= schema.path("minProperties").asInt(0), path, "has too few properties");
    expect(value.size() <= most(schema, "maxProperties"), path, "has too many properties");
    value
        .properties()
        .forEach(
            field -> {
              String at = path + "." + field.getKey();
              if (properties.has(field.getKey())) {
                check(properties.get(field.getKey()), field.getValue(), at);
              } else if (schema.has("additionalProperties")) {
                check(schema.get("additionalProperties"), field.getValue(), at);
              }
            });
  }

  private void checkArray(JsonNode schema, JsonNode value, String path) {
    expect(value.size() >= schema.path("minItems").asInt(0), path, "has too few items");
    expect(value.size() <= most(schema, "maxItems"), path, "has too many items");
    Set<JsonNode> different = new HashSet<>();
    value.forEach(different::add);
    expect(
        !schema.path("uniqueItems").asBoolean(false) || different.size() == value.size(),
        path,
        "has equal items");
    JsonNode prefix = schema.path("prefixItems");
    for (int i = 0; i < value.size(); i++) {
      JsonNode item = i < prefix.size() ? prefix.get(i) : schema.path("items");
      if (!item.isMissingNode()) {
        check(item, value.get(i), path + "[" + i + "]");
      }
    }
  }

  private void checkText(JsonNode schema, String text, String path) {
    int length = text.codePointCount(0, text.length());
    expect(length >= schema.path("minLength").asInt(0), path, "is too short");
    expect(length <= most(schema, "maxLength"), path, "is too long");
    if (schema.has("pattern")) {
      expect(
          Pattern.compile(schema.get("pattern").asText()).matcher(text).find(),
          path,
          "does not match " + schema.get("pattern") + ": " + text);
    }
    Pattern format = FORMATS.get(schema.path("format").asText());
    expect(format == null || format.matcher(text).matches(), path, "has another format: " + text);
  }

  private void checkNumber(JsonNode schema, BigDecimal value, String path) {
    expectAtLeast(schema, "minimum", value, path);
    if (schema.path("exclusiveMinimum").isNumber()) {
      expect(
          value.compareTo(schema.get("exclusiveMinimum").decimalValue()) > 0,
          path,
          value + " is too small");
    }
    if (schema.path("maximum").isNumber()) {
      expect(value.compareTo(schema.get("maximum").decimalValue()) <= 0, path, "is too large");
    }
    if (schema.path("exclusiveMaximum").isNumber()) {
      expect(
          value.compareTo(schema.get("exclusiveMaximum").decimalValue()) < 0, path, "is too large");
    }
    if (schema.has("multipleOf")) {
      BigDecimal step = schema.get("multipleOf").decimalValue();
      expect(value.remainder(step).signum() == 0, path, value + " is no multiple of " + step);
    }
  }

  private void expectAtLeast(JsonNode schema, String keyword, BigDecimal value, String path) {
    if (schema.path(keyword).isNumber()) {
      expect(
          value.compareTo(schema.get(keyword).decimalValue()) >= 0, path, value + " is too small");
    }
  }

  private static long most(JsonNode schema, String keyword) {
    return schema.path(keyword).asLong(Long.MAX_VALUE);
  }

  private static boolean same(JsonNode first, JsonNode second) {
    return first.equals(second)
        || (first.isNumber()
            && second.isNumber()
            && first.decimalValue().compareTo(second.decimalValue()) == 0);
  }

  private void expect(boolean holds, String path, String complaint) {
    if (!holds) {
      complaints.add(path + " " + complaint);
    }
  }
}
