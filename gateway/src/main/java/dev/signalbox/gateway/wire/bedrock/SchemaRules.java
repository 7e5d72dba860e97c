package dev.signalbox.gateway.wire.bedrock;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.signalbox.gateway.wire.model.Losses;

/**
 * Closes the objects of a schema that is to be enforced: the API demands that they forbid
 * additional properties (<a
 * href="https://docs.aws.amazon.com/bedrock/latest/userguide/structured-output.html">Structured
 * outputs</a>, read 2026-11). What else it does not enforce differs from model to model and is left
 * to its answer.
 */
final class SchemaRules {
  private static final String MORE = "additionalProperties";

  private SchemaRules() {}

  /** {@code schema} with closed objects; tells below {@code path} when that is a change. */
  static JsonNode closed(JsonNode schema, Losses losses, String path) {
    JsonNode copy = schema.deepCopy();
    if (close(copy)) {
      losses.adapted(path + "." + MORE, "objects must forbid further properties");
    }
    return copy;
  }

  /** Bounded by the depth that JSON may have at all. */
  private static boolean close(JsonNode node) {
    boolean changed = false;
    if (node instanceof ObjectNode schema && isObject(schema) && isOpen(schema)) {
      schema.put(MORE, false);
      changed = true;
    }
    if (node instanceof ObjectNode || node instanceof ArrayNode) {
      for (JsonNode child : node) {
        changed |= close(child);
      }
    }
    return changed;
  }

  private static boolean isObject(ObjectNode schema) {
    return schema.path("type").asText().equals("object");
  }

  private static boolean isOpen(ObjectNode schema) {
    JsonNode more = schema.path(MORE);
    return !more.isBoolean() || more.booleanValue();
  }
}
