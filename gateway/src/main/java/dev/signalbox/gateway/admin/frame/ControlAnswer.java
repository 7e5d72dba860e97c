package dev.signalbox.gateway.admin.frame;

import com.fasterxml.jackson.databind.JsonNode;
import dev.signalbox.gateway.wire.json.StrictJson;
import io.vertx.core.buffer.Buffer;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What a control path answers when all went well. */
public record ControlAnswer(
    int status, String contentType, Buffer body, Map<String, String> headers) {
  private static final int OK = 200;

  public ControlAnswer {
    headers = Map.copyOf(headers);
  }

  public static ControlAnswer json(JsonNode node) {
    return new ControlAnswer(
        OK, "application/json", Buffer.buffer(StrictJson.toPlainBytes(node)), Map.of());
  }

  public static ControlAnswer csv(String text) {
    return new ControlAnswer(OK, "text/csv; charset=utf-8", Buffer.buffer(text), Map.of());
  }

  /** Sends a browser elsewhere. */
  public static ControlAnswer redirect(String location) {
    return new ControlAnswer(302, "text/plain", Buffer.buffer(), Map.of("location", location));
  }

  /** The same with another status. */
  public ControlAnswer as(int other) {
    return new ControlAnswer(other, contentType, body, headers);
  }

  /** The same with one more header. */
  public ControlAnswer with(String name, String value) {
    Map<String, String> more = new LinkedHashMap<>(headers);
    more.put(name, value);
    return new ControlAnswer(status, contentType, body, more);
  }

  /** A list in the format that was asked for; where the next page begins is a header as well. */
  public static ControlAnswer list(JsonNode list, ListFormat format, List<String> columns) {
    Map<String, String> headers = new LinkedHashMap<>();
    headers.put("vary", "accept");
    if (list.path("next").isTextual()) {
      headers.put("x-signalbox-next", list.path("next").textValue());
    }
    return new ControlAnswer(OK, format.contentType(), format.write(list, columns), headers);
  }
}
