package dev.signalbox.gateway.wire.gemini;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.signalbox.gateway.wire.json.StrictJson;
import dev.signalbox.gateway.wire.model.Part;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What a function gave back, in the object {@code functionResponse.response}. By its documentation
 * the key {@code output} holds the output and {@code error} a failure; without them the whole
 * object is the output. Clients also write {@code result} and {@code content} for a plain text.
 *
 * @param content nothing, or one text: the plain text, or JSON
 * @param error whether the function failed
 */
record FunctionOutput(List<Part> content, boolean error) {
  static final FunctionOutput NONE = new FunctionOutput(List.of(), false);

  private static final Set<String> WRAPPERS = Set.of("output", "result", "content");

  static FunctionOutput read(ObjectNode response) {
    if (response.isEmpty()) {
      return NONE;
    }
    if (response.size() == 1) {
      Map.Entry<String, JsonNode> only = response.properties().iterator().next();
      JsonNode value = only.getValue();
      if (only.getKey().equals("error")) {
        return of(value.isTextual() ? value.textValue() : StrictJson.toText(value), true);
      }
      if (WRAPPERS.contains(only.getKey()) && value.isTextual()) {
        return of(value.textValue(), false);
      }
    }
    return of(StrictJson.toText(response), false);
  }

  /** The object for a result whose texts make up {@code text}. */
  static ObjectNode write(String text, boolean nothing, boolean error) {
    ObjectNode response = StrictJson.object();
    JsonNode json = jsonIn(text);
    if (error) {
      return response.set("error", json.isContainerNode() ? json : response.textNode(text));
    }
    if (nothing) {
      return response;
    }
    return json instanceof ObjectNode object ? object : response.put("output", text);
  }

  private static JsonNode jsonIn(String text) {
    int first = 0;
    while (first < text.length() && Character.isWhitespace(text.charAt(first))) {
      first++;
    }
    boolean possible =
        first < text.length() && (text.charAt(first) == '{' || text.charAt(first) == '[');
    return possible
        ? StrictJson.tryParse(text).orElse(StrictJson.object().textNode(text))
        : StrictJson.object().textNode(text);
  }

  private static FunctionOutput of(String text, boolean error) {
    return new FunctionOutput(List.of(Part.Text.of(text)), error);
  }
}
