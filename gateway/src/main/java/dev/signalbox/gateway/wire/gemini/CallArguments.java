package dev.signalbox.gateway.wire.gemini;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.signalbox.gateway.wire.json.StrictJson;
import java.util.Optional;

/**
 * The arguments of a call as the object Gemini wants. Text that is no JSON object, such as
 * arguments cut by the output limit, goes as it is into an object with the one key {@code _raw},
 * and comes out of it again.
 *
 * @param wrapped whether the text had to be put into an object
 */
record CallArguments(ObjectNode object, boolean wrapped) {
  private static final String RAW = "_raw";

  static CallArguments of(String json) {
    if (json.isBlank()) {
      return new CallArguments(StrictJson.object(), false);
    }
    Optional<JsonNode> parsed = StrictJson.tryParse(json);
    return parsed.isPresent() && parsed.get() instanceof ObjectNode object
        ? new CallArguments(object, false)
        : new CallArguments(StrictJson.object().put(RAW, json), true);
  }

  /** The text that {@code args} stands for. */
  static String textOf(ObjectNode args) {
    JsonNode raw = args.path(RAW);
    if (args.size() == 1 && raw.isTextual() && of(raw.textValue()).wrapped()) {
      return raw.textValue();
    }
    return StrictJson.toText(args);
  }
}
