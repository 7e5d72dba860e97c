package dev.signalbox.gateway.wire.rules;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.signalbox.gateway.wire.json.StrictJson;
import java.nio.charset.StandardCharsets;

/**
 * One change that makes a good request bad.
 *
 * @param at JSON pointer of the value to change; a last segment {@code -} appends to an array
 * @param value the new value as JSON; {@code removed} takes it away
 */
record Breakage(String at, String value) {
  private static final String REMOVED = "removed";

  /** A copy of {@code body} with the change. */
  JsonNode in(JsonNode body) {
    JsonNode copy = body.deepCopy();
    JsonPointer pointer = JsonPointer.compile(at);
    JsonNode parent = copy.at(pointer.head());
    String name = pointer.last().getMatchingProperty();
    switch (parent) {
      case ObjectNode object when value.equals(REMOVED) -> object.remove(name);
      case ObjectNode object -> object.set(name, json(value));
      case ArrayNode array when name.equals("-") -> array.add(json(value));
      case ArrayNode array when value.equals(REMOVED) ->
          array.remove(pointer.last().getMatchingIndex());
      case ArrayNode array -> array.set(pointer.last().getMatchingIndex(), json(value));
      default -> throw new IllegalArgumentException("nothing at " + at);
    }
    return copy;
  }

  static JsonNode json(String text) {
    return StrictJson.parse(text.getBytes(StandardCharsets.UTF_8));
  }
}
