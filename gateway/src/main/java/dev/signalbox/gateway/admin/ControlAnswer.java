package dev.signalbox.gateway.admin;

import com.fasterxml.jackson.databind.JsonNode;
import dev.signalbox.gateway.wire.json.StrictJson;
import io.vertx.core.buffer.Buffer;

/** What a control path answers when all went well. */
record ControlAnswer(String contentType, Buffer body) {
  static ControlAnswer json(JsonNode node) {
    return new ControlAnswer("application/json", Buffer.buffer(StrictJson.toBytes(node)));
  }

  static ControlAnswer csv(String text) {
    return new ControlAnswer("text/csv; charset=utf-8", Buffer.buffer(text));
  }
}
