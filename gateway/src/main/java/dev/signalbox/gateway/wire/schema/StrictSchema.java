package dev.signalbox.gateway.wire.schema;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.HashSet;
import java.util.Set;

/**
 * The rules of OpenAI's strict mode: every object of a schema is closed and requires all of its
 * properties. A schema that breaks them is refused together with {@code strict}.
 */
public final class StrictSchema {
  /** How deep a schema is looked at; what is deeper counts as broken. */
  private static final int MAX_DEPTH = 64;

  private static final Set<String> MAPS = Set.of("properties", "$defs", "definitions");
  private static final Set<String> LISTS = Set.of("anyOf", "oneOf", "allOf", "prefixItems");

  private StrictSchema() {}

  /** Whether {@code schema} may be sent with {@code strict}. */
  public static boolean fits(JsonNode schema) {
    return fits(schema, 0);
  }

  private static boolean fits(JsonNode schema, int depth) {
    if (depth > MAX_DEPTH) {
      return false;
    }
    if (!schema.isObject()) {
      return true;
    }
    return objectFits(schema) && childrenFit(schema, depth + 1);
  }

  private static boolean childrenFit(JsonNode schema, int depth) {
    for (String map : MAPS) {
      for (JsonNode child : schema.path(map)) {
        if (!fits(child, depth)) {
          return false;
        }
      }
    }
    for (String list : LISTS) {
      for (JsonNode child : schema.path(list)) {
        if (!fits(child, depth)) {
          return false;
        }
      }
    }
    return fits(schema.path("items"), depth);
  }

  private static boolean objectFits(JsonNode schema) {
    if (!isObject(schema)) {
      return true;
    }
    JsonNode more = schema.path("additionalProperties");
    if (!more.isBoolean() || more.booleanValue()) {
      return false;
    }
    Set<String> required = new HashSet<>();
    schema.path("required").forEach(name -> required.add(name.asText()));
    return schema.path("properties").properties().stream()
        .allMatch(property -> required.contains(property.getKey()));
  }

  private static boolean isObject(JsonNode schema) {
    JsonNode type = schema.path("type");
    if (type.isMissingNode()) {
      return schema.has("properties");
    }
    return type.asText().equals("object")
        || type.valueStream().anyMatch(one -> one.asText().equals("object"));
  }
}
