package dev.signalbox.gateway.wire.responses;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * What the API demands of schemas that are to be kept strictly: every object closed, every property
 * required (<a href="https://platform.openai.com/docs/guides/structured-outputs">Structured
 * outputs, "Supported schemas"</a>).
 */
final class StrictSchema {
  private static final List<String> MAPS = List.of("properties", "$defs", "definitions");
  private static final List<String> LISTS = List.of("anyOf", "oneOf", "allOf", "prefixItems");

  private StrictSchema() {}

  /** Whether the API accepts {@code schema} as a strict one. */
  static boolean accepts(JsonNode schema) {
    if (!schema.isObject()) {
      return true;
    }
    if (isObjectSchema(schema) && !isClosed(schema)) {
      return false;
    }
    return MAPS.stream()
            .allMatch(map -> schema.path(map).valueStream().allMatch(StrictSchema::accepts))
        && LISTS.stream()
            .allMatch(list -> schema.path(list).valueStream().allMatch(StrictSchema::accepts))
        && accepts(schema.path("items"));
  }

  private static boolean isObjectSchema(JsonNode schema) {
    JsonNode type = schema.path("type");
    return type.asText().equals("object")
        || (type.isArray() && type.valueStream().anyMatch(one -> one.asText().equals("object")))
        || (type.isMissingNode() && schema.has("properties"));
  }

  private static boolean isClosed(JsonNode schema) {
    JsonNode more = schema.path("additionalProperties");
    Set<String> required = new HashSet<>();
    schema.path("required").forEach(name -> required.add(name.asText()));
    return more.isBoolean()
        && !more.booleanValue()
        && schema.path("properties").propertyStream().allMatch(p -> required.contains(p.getKey()));
  }
}
