package dev.signalbox.gateway.admin;

import com.fasterxml.jackson.databind.JsonNode;
import dev.signalbox.gateway.wire.json.StrictJson;
import io.vertx.core.buffer.Buffer;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What a control path answers when all went well. */
record ControlAnswer(String contentType, Buffer body, Map<String, String> headers) {
  ControlAnswer {
    headers = Map.copyOf(headers);
  }

  static ControlAnswer json(JsonNode node) {
    return new ControlAnswer(
        "application/json", Buffer.buffer(StrictJson.toPlainBytes(node)), Map.of());
  }

  static ControlAnswer csv(String text) {
    return new ControlAnswer("text/csv; charset=utf-8", Buffer.buffer(text), Map.of());
  }

  /** A list in the format that was asked for; where the next page begins is a header as well. */
  static ControlAnswer list(JsonNode list, ListFormat format, List<String> columns) {
    Map<String, String> headers = new LinkedHashMap<>();
    headers.put("vary", "accept");
    if (list.path("next").isTextual()) {
      headers.put("x-signalbox-next", list.path("next").textValue());
    }
    return new ControlAnswer(format.contentType(), format.write(list, columns), headers);
  }
}
