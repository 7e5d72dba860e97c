package dev.signalbox.gateway.wire.json;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.signalbox.gateway.wire.problem.Problem;
import dev.signalbox.gateway.wire.problem.ProblemException;
import dev.signalbox.gateway.wire.problem.ProblemKind;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * One JSON object being read: each known field is taken by name and type, what nobody took is
 * {@link #rest}. An explicit null counts as absent. A field of the wrong type ends the request with
 * a problem that names its path. Used by one thread at a time.
 */
public final class Fields {
  private final ObjectNode node;
  private final String path;
  private final ProblemKind kind;
  private final Set<String> taken = new HashSet<>();

  private Fields(ObjectNode node, String path, ProblemKind kind) {
    this.node = node;
    this.path = path;
    this.kind = kind;
  }

  /** An object of a client's request; problems are {@code INVALID_REQUEST}. */
  public static Fields ofRequest(ObjectNode node, String path) {
    return new Fields(node, path, ProblemKind.INVALID_REQUEST);
  }

  /** An object of a provider's answer; problems are {@code UPSTREAM}. */
  public static Fields ofReply(ObjectNode node, String path) {
    return new Fields(node, path, ProblemKind.UPSTREAM);
  }

  /** {@code value} as an object at {@code at}, read with the same kind of problems as this one. */
  public Fields child(JsonNode value, String at) {
    if (value instanceof ObjectNode object) {
      return new Fields(object, at, kind);
    }
    throw wrong(at, "an object", value);
  }

  /** The object itself. */
  public ObjectNode node() {
    return node;
  }

  /** Path of this object in its document; empty text for the document itself. */
  public String path() {
    return path;
  }

  /** Path of the field {@code name} in the document. */
  public String at(String name) {
    return path.isEmpty() ? name : path + "." + name;
  }

  /** Path of the item {@code index} of the array field {@code name}. */
  public String at(String name, int index) {
    return at(name) + "[" + index + "]";
  }

  /** The value of any type; empty when absent or null. */
  public Optional<JsonNode> any(String name) {
    taken.add(name);
    JsonNode value = node.get(name);
    return value == null || value.isNull() ? Optional.empty() : Optional.of(value);
  }

  /** The string field {@code name}. */
  public Optional<String> text(String name) {
    return any(name)
        .map(
            value -> {
              if (!value.isTextual()) {
                throw wrong(at(name), "a string", value);
              }
              return value.textValue();
            });
  }

  /** The string field {@code name}, which must be there. */
  public String requiredText(String name) {
    return text(name).orElseThrow(() -> missing(name));
  }

  /** The number field {@code name}, exactly as it was written. */
  public Optional<BigDecimal> number(String name) {
    return any(name)
        .map(
            value -> {
              if (!value.isNumber()) {
                throw wrong(at(name), "a number", value);
              }
              return value.decimalValue();
            });
  }

  /** The whole-number field {@code name} within 32 bits; {@code 5.0} counts as whole. */
  public Optional<Integer> integer(String name) {
    return wholeNumber(name).map(value -> toInt(name, value));
  }

  /** The whole-number field {@code name} within 64 bits. */
  public Optional<Long> wholeNumber(String name) {
    return any(name)
        .map(
            value -> {
              if (!value.isNumber()
                  || !value.canConvertToExactIntegral()
                  || !value.canConvertToLong()) {
                throw wrong(at(name), "a whole number", value);
              }
              return value.longValue();
            });
  }

  /** The boolean field {@code name}. */
  public Optional<Boolean> flag(String name) {
    return any(name)
        .map(
            value -> {
              if (!value.isBoolean()) {
                throw wrong(at(name), "true or false", value);
              }
              return value.booleanValue();
            });
  }

  /** The object field {@code name}. */
  public Optional<ObjectNode> object(String name) {
    return any(name)
        .map(
            value -> {
              if (value instanceof ObjectNode object) {
                return object;
              }
              throw wrong(at(name), "an object", value);
            });
  }

  /** The object field {@code name}, to be read further. */
  public Optional<Fields> fields(String name) {
    return object(name).map(value -> new Fields(value, at(name), kind));
  }

  /** The items of the array field {@code name}; none when it is absent. */
  public List<JsonNode> items(String name) {
    return any(name)
        .map(
            value -> {
              if (!value.isArray()) {
                throw wrong(at(name), "an array", value);
              }
              List<JsonNode> items = new ArrayList<>(value.size());
              value.forEach(items::add);
              return items;
            })
        .orElse(List.of());
  }

  /**
   * The objects of the array field {@code name}, each to be read further; none when it is absent.
   */
  public List<Fields> children(String name) {
    List<JsonNode> items = items(name);
    List<Fields> children = new ArrayList<>(items.size());
    for (int i = 0; i < items.size(); i++) {
      children.add(child(items.get(i), at(name, i)));
    }
    return children;
  }

  /** Marks {@code names} as read without looking at them. */
  public void skip(String... names) {
    taken.addAll(List.of(names));
  }

  /** The fields that nobody took, in their order, nulls included. */
  public ObjectNode rest() {
    ObjectNode rest = StrictJson.object();
    node.properties()
        .forEach(
            field -> {
              if (!taken.contains(field.getKey())) {
                rest.set(field.getKey(), field.getValue());
              }
            });
    return rest;
  }

  /** A problem with the field {@code name}: {@code what} says what is wrong and what is allowed. */
  public ProblemException problem(String name, String what) {
    return Problem.of(kind, "`%s` %s".formatted(at(name), what)).withParam(at(name)).toException();
  }

  private ProblemException missing(String name) {
    return problem(name, "is missing");
  }

  private ProblemException wrong(String at, String expected, JsonNode value) {
    return Problem.of(kind, "`%s` must be %s, not %s".formatted(at, expected, typeOf(value)))
        .withParam(at)
        .toException();
  }

  private int toInt(String name, long value) {
    if (value < Integer.MIN_VALUE || value > Integer.MAX_VALUE) {
      throw problem(name, "is out of range: a whole number within 32 bits is allowed");
    }
    return (int) value;
  }

  private static String typeOf(JsonNode value) {
    return switch (value.getNodeType()) {
      case ARRAY -> "an array";
      case OBJECT, POJO -> "an object";
      case STRING, BINARY -> "a string";
      case NUMBER -> "a number";
      case BOOLEAN -> "a boolean";
      case NULL, MISSING -> "null";
    };
  }
}
