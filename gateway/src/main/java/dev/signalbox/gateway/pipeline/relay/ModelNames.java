package dev.signalbox.gateway.pipeline.relay;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.signalbox.gateway.wire.json.StrictJson;
import io.vertx.core.buffer.Buffer;

/** Puts the client's name for a model into answers that otherwise pass untouched. */
final class ModelNames {
  private ModelNames() {}

  /** {@code body} with every model name in it replaced; as it is when it is not JSON. */
  static Buffer renamed(Buffer body, String model) {
    return StrictJson.tryParse(body.getBytes())
        .filter(tree -> rename(tree, model))
        .map(tree -> Buffer.buffer(StrictJson.toBytes(tree)))
        .orElse(body);
  }

  /** Replaces the model names of one answer or stream event; whether there was any. */
  static boolean rename(JsonNode tree, String model) {
    boolean top = put(tree, "model", model);
    boolean version = put(tree, "modelVersion", model);
    boolean message = put(tree.path("message"), "model", model);
    boolean response = put(tree.path("response"), "model", model);
    return top || version || message || response;
  }

  private static boolean put(JsonNode node, String field, String model) {
    if (node instanceof ObjectNode object && object.path(field).isTextual()) {
      object.put(field, model);
      return true;
    }
    return false;
  }
}
