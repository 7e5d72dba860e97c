package dev.signalbox.gateway.wire.rules;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * One JSON object being checked. What is wrong is added to a list with its path; a null counts as
 * absent. Used by one thread at a time.
 */
final class Shape {
  private final ObjectNode node;
  private final String path;
  private final List<String> out;

  private Shape(ObjectNode node, String path, List<String> out) {
    this.node = node;
    this.path = path;
    this.out = out;
  }

  /** The document itself; anything but an object is a violation and read as an empty one. */
  static Shape root(JsonNode body, List<String> out) {
    return of(body, "", out);
  }

  private static Shape of(JsonNode value, String path, List<String> out) {
    if (value instanceof ObjectNode object) {
      return new Shape(object, path, out);
    }
    out.add(path + ": must be an object");
    return new Shape(JsonNodeFactory.instance.objectNode(), path, out);
  }

  ObjectNode node() {
    return node;
  }

  String at(String name) {
    return path.isEmpty() ? name : path + "." + name;
  }

  /** Tells that {@code name} breaks a rule. */
  void fail(String name, String why) {
    out.add(at(name) + ": " + why);
  }

  /** Tells {@code why} unless {@code holds}. */
  void require(boolean holds, String name, String why) {
    if (!holds) {
      fail(name, why);
    }
  }

  boolean has(String name) {
    return node.hasNonNull(name);
  }

  /** Any other key is a violation. */
  void only(Set<String> names) {
    node.fieldNames()
        .forEachRemaining(name -> require(names.contains(name), name, "is no field of the API"));
  }

  Optional<JsonNode> any(String name) {
    JsonNode value = node.get(name);
    return value == null || value.isNull() ? Optional.empty() : Optional.of(value);
  }

  Optional<JsonNode> required(String name) {
    Optional<JsonNode> value = any(name);
    require(value.isPresent(), name, "is missing");
    return value;
  }

  Optional<String> text(String name) {
    return any(name)
        .filter(value -> typed(name, value.isTextual(), "a string"))
        .map(JsonNode::asText);
  }

  /** The string, or empty text (and a violation) when it is missing. */
  String requiredText(String name) {
    return required(name).isPresent() ? text(name).orElse("") : "";
  }

  /** The string, which must be there and hold something. */
  String filledText(String name) {
    String value = requiredText(name);
    require(!value.isEmpty(), name, "must not be empty");
    return value;
  }

  void oneOf(String name, Set<String> allowed) {
    text(name)
        .ifPresent(value -> require(allowed.contains(value), name, "must be one of " + allowed));
  }

  Optional<Boolean> flag(String name) {
    return any(name)
        .filter(value -> typed(name, value.isBoolean(), "true or false"))
        .map(JsonNode::asBoolean);
  }

  boolean isTrue(String name) {
    return flag(name).orElse(false);
  }

  Optional<BigDecimal> number(String name, double least, double most) {
    Optional<BigDecimal> value =
        any(name)
            .filter(number -> typed(name, number.isNumber(), "a number"))
            .map(JsonNode::decimalValue);
    value.ifPresent(
        number ->
            require(
                number.doubleValue() >= least && number.doubleValue() <= most,
                name,
                "must be %s to %s".formatted(least, most)));
    return value;
  }

  Optional<Long> whole(String name, long least, long most) {
    Optional<Long> value =
        number(name, (double) least, (double) most)
            .filter(number -> typed(name, isWhole(number), "a whole number"))
            .map(BigDecimal::longValue);
    return value;
  }

  private static boolean isWhole(BigDecimal number) {
    return number.stripTrailingZeros().scale() <= 0;
  }

  Optional<Shape> object(String name) {
    return any(name)
        .filter(value -> typed(name, value.isObject(), "an object"))
        .map(value -> of(value, at(name), out));
  }

  Shape requiredObject(String name) {
    required(name);
    return object(name).orElseGet(() -> of(JsonNodeFactory.instance.objectNode(), at(name), out));
  }

  /** The items of an array; none when it is absent. */
  List<JsonNode> items(String name) {
    List<JsonNode> items = new ArrayList<>();
    any(name)
        .filter(value -> typed(name, value.isArray(), "an array"))
        .ifPresent(array -> array.forEach(items::add));
    return items;
  }

  /** The objects of an array; none when it is absent. */
  List<Shape> objects(String name) {
    List<Shape> shapes = new ArrayList<>();
    List<JsonNode> items = items(name);
    for (int i = 0; i < items.size(); i++) {
      shapes.add(of(items.get(i), at(name) + "[" + i + "]", out));
    }
    return shapes;
  }

  /** The objects of an array that must be there and hold something. */
  List<Shape> filledObjects(String name) {
    required(name);
    List<Shape> shapes = objects(name);
    require(!shapes.isEmpty(), name, "must not be empty");
    return shapes;
  }

  /** The texts of an array; none when it is absent. */
  List<String> texts(String name) {
    List<String> texts = new ArrayList<>();
    for (JsonNode item : items(name)) {
      if (typed(name, item.isTextual(), "an array of strings")) {
        texts.add(item.asText());
      }
    }
    return texts;
  }

  /** Whether the field is a string, for fields that may be a string or something else. */
  boolean isText(String name) {
    return node.path(name).isTextual();
  }

  private boolean typed(String name, boolean right, String expected) {
    require(right, name, "must be " + expected);
    return right;
  }
}
