package dev.signalbox.gateway.admin;

import com.fasterxml.jackson.databind.JsonNode;
import dev.signalbox.gateway.wire.json.StrictJson;
import io.vertx.core.buffer.Buffer;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What a control path answers when all went well. */
record ControlAnswer(int status, String contentType, Buffer body, Map<String, String> headers) {
  private static final int OK = 200;

  ControlAnswer {
    headers = Map.copyOf(headers);
  }

  static ControlAnswer json(JsonNode node) {
    return new ControlAnswer(
        OK, "application/json", Buffer.buffer(StrictJson.toBytes(node)), Map.of());
  }

  static ControlAnswer csv(String text) {
    return new ControlAnswer(OK, "text/csv; charset=utf-8", Buffer.buffer(text), Map.of());
  }

  /** Sends a browser elsewhere. */
  static ControlAnswer redirect(String location) {
    return new ControlAnswer(302, "text/plain", Buffer.buffer(), Map.of("location", location));
  }

  /** The same with one more header. */
  ControlAnswer with(String name, String value) {
    Map<String, String> more = new LinkedHashMap<>(headers);
    more.put(name, value);
    return new ControlAnswer(status, contentType, body, more);
  }

  /** A list in the format that was asked for; where the next page begins is a header as well. */
  static ControlAnswer list(JsonNode list, ListFormat format, List<String> columns) {
    Map<String, String> headers = new LinkedHashMap<>();
    headers.put("vary", "accept");
    if (list.path("next").isTextual()) {
      headers.put("x-signalbox-next", list.path("next").textValue());
    }
    return new ControlAnswer(OK, format.contentType(), format.write(list, columns), headers);
  }
}
