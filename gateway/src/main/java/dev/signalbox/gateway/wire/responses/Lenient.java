package dev.signalbox.gateway.wire.responses;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.signalbox.gateway.wire.json.StrictJson;
import java.util.List;
import java.util.OptionalInt;
import java.util.Set;

/** Reads what providers send: a value of the wrong type counts as absent. */
final class Lenient {
  private Lenient() {}

  /** The string {@code name}; empty text when there is none. */
  static String text(JsonNode node, String name) {
    JsonNode value = node.path(name);
    return value.isTextual() ? value.textValue() : "";
  }

  /** The whole number {@code name}; 0 when there is none. */
  static long count(JsonNode node, String name) {
    JsonNode value = node.path(name);
    return value.isNumber() && value.canConvertToLong() ? value.longValue() : 0;
  }

  /** The whole number {@code name}, not negative. */
  static OptionalInt index(JsonNode node, String name) {
    JsonNode value = node.path(name);
    return value.canConvertToInt() && value.isNumber() && value.intValue() >= 0
        ? OptionalInt.of(value.intValue())
        : OptionalInt.empty();
  }

  /** The objects in the array {@code name}; none when it is something else. */
  static List<ObjectNode> objects(JsonNode node, String name) {
    return node.path(name)
        .valueStream()
        .filter(ObjectNode.class::isInstance)
        .map(ObjectNode.class::cast)
        .toList();
  }

  /** The fields of {@code node} but for {@code known} and nulls. */
  static ObjectNode rest(JsonNode node, Set<String> known) {
    ObjectNode rest = StrictJson.object();
    node.properties()
        .forEach(
            field -> {
              if (!known.contains(field.getKey()) && !field.getValue().isNull()) {
                rest.set(field.getKey(), field.getValue());
              }
            });
    return rest;
  }
}
