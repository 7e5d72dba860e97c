package dev.signalbox.gateway.wire.gemini;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.signalbox.gateway.wire.json.StrictJson;
import dev.signalbox.gateway.wire.model.Signature;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A call whose arguments come piece by piece, as Vertex AI streams them on request: {@code
 * partialArgs} with a JSON path and a value each, texts in several pieces (<a
 * href="https://cloud.google.com/vertex-ai/generative-ai/docs/multimodal/function-calling#streaming-fc">streaming
 * function call arguments</a>).
 */
final class PartialCall {
  /** Most pieces accepted for one call. */
  private static final int MAX_PIECES = 100_000;

  private final Optional<String> id;
  private final String name;
  private final Optional<Signature> signature;
  private final ObjectNode args;
  private final Map<String, StringBuilder> growing = new LinkedHashMap<>();
  private int pieces;

  PartialCall(Optional<String> id, String name, Optional<Signature> signature, ObjectNode args) {
    this.id = id;
    this.name = name;
    this.signature = signature;
    this.args = args.deepCopy();
  }

  Optional<String> id() {
    return id;
  }

  String name() {
    return name;
  }

  Optional<Signature> signature() {
    return signature;
  }

  /** Takes the next pieces; false when one of them cannot be placed. */
  boolean add(JsonNode partialArgs) {
    for (JsonNode piece : partialArgs) {
      pieces++;
      if (pieces > MAX_PIECES || !piece.isObject() || !add(Names.camel((ObjectNode) piece))) {
        return false;
      }
    }
    return true;
  }

  private boolean add(ObjectNode piece) {
    String path = piece.path("jsonPath").asText("");
    boolean more = piece.path("willContinue").asBoolean(false);
    if (piece.path("stringValue").isTextual()) {
      StringBuilder text = growing.computeIfAbsent(path, _ -> new StringBuilder());
      text.append(piece.path("stringValue").textValue());
      return more || place(path);
    }
    if (growing.containsKey(path) && !more) {
      return place(path);
    }
    JsonNode value = JsonNodeFactory.instance.nullNode();
    if (piece.has("numberValue")) {
      value = piece.path("numberValue");
    } else if (piece.has("boolValue")) {
      value = piece.path("boolValue");
    }
    Optional<JsonPlace> place = JsonPlace.parse(path);
    return place.isPresent() && place.get().set(args, value);
  }

  private boolean place(String path) {
    StringBuilder text = growing.remove(path);
    JsonNode value = JsonNodeFactory.instance.textNode(String.valueOf(text));
    Optional<JsonPlace> place = JsonPlace.parse(path);
    return place.isPresent() && place.get().set(args, value);
  }

  /** The arguments as far as they came, as JSON; empty when a text cannot be placed. */
  Optional<String> arguments() {
    for (String path : List.copyOf(growing.keySet())) {
      if (!place(path)) {
        return Optional.empty();
      }
    }
    return Optional.of(StrictJson.toText(args));
  }
}
