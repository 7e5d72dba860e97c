package dev.signalbox.gateway.wire.json;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;

/**
 * Reads what providers wrote: a field that is absent, null or of another type is just not there.
 */
public final class Lenient {
  private Lenient() {}

  /** The string {@code name} of {@code node}, when it is one and not empty. */
  public static Optional<String> text(JsonNode node, String name) {
    JsonNode value = node.path(name);
    return value.isTextual() && !value.textValue().isEmpty()
        ? Optional.of(value.textValue())
        : Optional.empty();
  }

  /** The string {@code name} of {@code node}; empty text when there is none. */
  public static String textOf(JsonNode node, String name) {
    return text(node, name).orElse("");
  }

  /** The whole, non-negative number {@code name} of {@code node}; 0 when it is none. */
  public static long count(JsonNode node, String name) {
    return number(node, name).filter(value -> value >= 0).orElse(0L);
  }

  /** Whether each of {@code names} is absent from {@code node}, null, or a count. */
  public static boolean hasCounts(JsonNode node, String... names) {
    for (String name : names) {
      JsonNode value = node.path(name);
      boolean silent = value.isMissingNode() || value.isNull();
      if (!silent && number(node, name).filter(count -> count >= 0).isEmpty()) {
        return false;
      }
    }
    return true;
  }

  /** The whole number {@code name} of {@code node}. */
  public static Optional<Long> number(JsonNode node, String name) {
    JsonNode value = node.path(name);
    return value.isNumber() && value.canConvertToLong()
        ? Optional.of(value.longValue())
        : Optional.empty();
  }

  /** The place {@code name} of {@code node} in a list: a whole number, not negative. */
  public static OptionalInt index(JsonNode node, String name) {
    JsonNode value = node.path(name);
    return value.isNumber() && value.canConvertToInt() && value.intValue() >= 0
        ? OptionalInt.of(value.intValue())
        : OptionalInt.empty();
  }

  /** The objects of the array {@code name}; a single object counts as an array of one. */
  public static List<ObjectNode> objects(JsonNode node, String name) {
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

  /** The fields of {@code node} beside {@code known} that are not null. */
  public static ObjectNode rest(JsonNode node, Set<String> known) {
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

  /** The fields of {@code node} beside {@code known} that say something: neither null nor []. */
  public static ObjectNode others(JsonNode node, Set<String> known) {
    ObjectNode others = rest(node, known);
    others.properties().removeIf(field -> !tells(field.getValue()));
    return others;
  }

  /** Whether {@code value} is neither null nor an empty array. */
  public static boolean tells(JsonNode value) {
    return !value.isNull() && !value.isMissingNode() && !(value.isArray() && value.isEmpty());
  }

  /** JSON text of {@code value}; the string itself when it is one, empty when there is none. */
  public static String textOrJson(JsonNode value) {
    if (value.isTextual()) {
      return value.textValue();
    }
    return value.isNull() || value.isMissingNode() ? "" : StrictJson.toText(value);
  }
}
