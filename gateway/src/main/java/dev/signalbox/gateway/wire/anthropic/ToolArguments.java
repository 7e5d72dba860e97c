package dev.signalbox.gateway.wire.anthropic;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.signalbox.gateway.wire.json.StrictJson;

/**
 * Tool arguments between the text a model wrote and the {@code input} object of a {@code tool_use}
 * block. Text that is not a JSON object travels in an object with the one field {@link #UNPARSED},
 * because the API refuses any other type there, and is taken out again on the way back.
 */
final class ToolArguments {
  /** The field that holds arguments which are not a JSON object, as they were written. */
  static final String UNPARSED = "_unparsed_arguments";

  private ToolArguments() {}

  /** The {@code input} object for {@code argumentsJson}; empty text means no arguments. */
  static ObjectNode toInput(String argumentsJson) {
    if (argumentsJson.isBlank()) {
      return StrictJson.object();
    }
    if (StrictJson.tryParse(argumentsJson).orElse(StrictJson.object().nullNode())
        instanceof ObjectNode object) {
      return object;
    }
    return StrictJson.object().put(UNPARSED, argumentsJson);
  }

  /** Whether {@link #toInput} had to wrap the text. */
  static boolean wrapped(ObjectNode input) {
    return input.size() == 1 && input.path(UNPARSED).isTextual();
  }

  /** The arguments that {@code input} stands for, as JSON text. */
  static String fromInput(JsonNode input) {
    if (input.isMissingNode() || input.isNull()) {
      return "{}";
    }
    if (input instanceof ObjectNode object && wrapped(object)) {
      return object.path(UNPARSED).textValue();
    }
    return StrictJson.toText(input);
  }
}
