package dev.signalbox.gateway.wire.gemini;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A place in a JSON object, written as the plain part of JSONPath: {@code $.a.b[0]['c d']}.
 *
 * @param steps from the object inwards, at least one
 */
record JsonPlace(List<Step> steps) {
  /** Deepest place accepted. */
  private static final int MAX_STEPS = 64;

  /**
   * One step inwards.
   *
   * @param name the field of an object; unused for an array
   * @param index the item of an array; -1 for a field
   */
  record Step(String name, int index) {}

  /** The place that {@code path} names; empty when it is not of that form. */
  static Optional<JsonPlace> parse(String path) {
    List<Step> steps = new ArrayList<>();
    int at = path.startsWith("$") ? 1 : 0;
    while (at < path.length() && steps.size() <= MAX_STEPS) {
      int end = path.charAt(at) == '[' ? bracketEnd(path, at) : nameEnd(path, at);
      Optional<Step> step =
          end < 0
              ? Optional.empty()
              : path.charAt(at) == '['
                  ? bracket(path.substring(at + 1, end - 1))
                  : name(path.substring(at, end));
      if (step.isEmpty()) {
        return Optional.empty();
      }
      steps.add(step.get());
      at = end;
    }
    return steps.isEmpty() || steps.size() > MAX_STEPS
        ? Optional.empty()
        : Optional.of(new JsonPlace(List.copyOf(steps)));
  }

  /** Offset after the closing bracket; -1 when there is none. */
  private static int bracketEnd(String path, int at) {
    if (at + 1 < path.length() && (path.charAt(at + 1) == '\'' || path.charAt(at + 1) == '"')) {
      int close = path.indexOf(path.charAt(at + 1) + "]", at + 2);
      return close < 0 ? -1 : close + 2;
    }
    int close = path.indexOf(']', at);
    return close < 0 ? -1 : close + 1;
  }

  private static int nameEnd(String path, int at) {
    int end = at + 1;
    while (end < path.length() && path.charAt(end) != '.' && path.charAt(end) != '[') {
      end++;
    }
    return end;
  }

  private static Optional<Step> name(String written) {
    String name = written.startsWith(".") ? written.substring(1) : written;
    return name.isEmpty() ? Optional.empty() : Optional.of(new Step(name, -1));
  }

  private static Optional<Step> bracket(String inside) {
    if (inside.length() >= 2 && (inside.startsWith("'") || inside.startsWith("\""))) {
      return Optional.of(new Step(inside.substring(1, inside.length() - 1), -1));
    }
    boolean digits = !inside.isEmpty() && inside.chars().allMatch(c -> c >= '0' && c <= '9');
    return digits && inside.length() < 7
        ? Optional.of(new Step("", Integer.parseInt(inside)))
        : Optional.empty();
  }

  /**
   * Puts {@code value} here, making objects and arrays on the way; false when something else stands
   * in the way or an item of an array would be skipped.
   */
  boolean set(ObjectNode root, JsonNode value) {
    JsonNode current = root;
    for (int i = 0; i < steps.size(); i++) {
      boolean last = i == steps.size() - 1;
      JsonNode next = last ? value : child(current, steps.get(i), steps.get(i + 1));
      if (!put(current, steps.get(i), next)) {
        return false;
      }
      current = next;
    }
    return true;
  }

  private static JsonNode child(JsonNode parent, Step step, Step next) {
    JsonNode present = step.index() < 0 ? parent.path(step.name()) : parent.path(step.index());
    if (next.index() < 0) {
      return present.isObject() ? present : JsonNodeFactory.instance.objectNode();
    }
    return present.isArray() ? present : JsonNodeFactory.instance.arrayNode();
  }

  private static boolean put(JsonNode parent, Step step, JsonNode value) {
    if (step.index() < 0 && parent instanceof ObjectNode object) {
      object.set(step.name(), value);
      return true;
    }
    if (parent instanceof ArrayNode array && step.index() >= 0 && step.index() <= array.size()) {
      if (step.index() == array.size()) {
        array.add(value);
      } else {
        array.set(step.index(), value);
      }
      return true;
    }
    return false;
  }
}
