package dev.signalbox.gateway.wire.chat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.signalbox.gateway.wire.json.StrictJson;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Reads what providers wrote: a field that is absent, null or of another type is just not there.
 */
final class Lenient {
  private Lenient() {}

  /** The string {@code name} of {@code node}, when it is one and not empty. */
  static Optional<String> text(JsonNode node, String name) {
    JsonNode value = node.path(name);
    return value.isTextual() && !value.textValue().isEmpty()
        ? Optional.of(value.textValue())
        : Optional.empty();
  }

  /** The whole, non-negative number {@code name} of {@code node}; 0 when it is none. */
  static long count(JsonNode node, String name) {
    return number(node, name).filter(value -> value >= 0).orElse(0L);
  }

  /** The whole number {@code name} of {@code node}. */
  static Optional<Long> number(JsonNode node, String name) {
    JsonNode value = node.path(name);
    return value.isNumber() && value.canConvertToLong()
        ? Optional.of(value.longValue())
        : Optional.empty();
  }

  /** The objects of the array {@code name}; a single object counts as an array of one. */
  static List<ObjectNode> objects(JsonNode node, String name) {
    JsonNode value = node.path(name);
    List<ObjectNode> objects = new ArrayList<>();
    if (value instanceof ObjectNode object) {
      objects.add(object);
    } else if (value.isArray()) {
      for (JsonNode item : value) {
        if (item instanceof ObjectNode object) {
          objects.add(object);
        }
      }
    }
    return objects;
  }

  /** The fields of {@code node} beside {@code known} that say something: neither null nor []. */
  static ObjectNode others(ObjectNode node, Set<String> known) {
    ObjectNode others = StrictJson.object();
    node.properties()
        .forEach(
            field -> {
              if (!known.contains(field.getKey()) && tells(field.getValue())) {
                others.set(field.getKey(), field.getValue());
              }
            });
    return others;
  }

  /** Whether {@code value} is neither null nor an empty array. */
  static boolean tells(JsonNode value) {
    return !value.isNull() && !value.isMissingNode() && !(value.isArray() && value.isEmpty());
  }

  /** Whether {@code error} is one: an object or text that says something. */
  static boolean isError(JsonNode error) {
    return (error.isObject() && !error.isEmpty())
        || (error.isTextual() && !error.textValue().isBlank());
  }

  /** JSON text of {@code value}; the string itself when it is one, empty when there is none. */
  static String textOrJson(JsonNode value) {
    if (value.isTextual()) {
      return value.textValue();
    }
    return value.isNull() || value.isMissingNode() ? "" : StrictJson.toText(value);
  }
}
