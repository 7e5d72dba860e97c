package dev.signalbox.gateway.admin.frame;

import com.fasterxml.jackson.databind.JsonNode;
import dev.signalbox.gateway.wire.json.StrictJson;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerResponse;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * What a control path answers when all went well.
 *
 * @param stream takes the response over once its head is set, and ends it; empty where {@code body}
 *     is all of it
 */
public record ControlAnswer(
    int status,
    String contentType,
    Buffer body,
    Map<String, String> headers,
    Optional<Consumer<HttpServerResponse>> stream) {
  private static final int OK = 200;

  public ControlAnswer {
    headers = Map.copyOf(headers);
  }

  /** An answer that is whole. */
  public ControlAnswer(int status, String contentType, Buffer body, Map<String, String> headers) {
    this(status, contentType, body, headers, Optional.empty());
  }

  /** Server-sent events, which no proxy is to hold back, by {@code stream}. */
  public static ControlAnswer events(Consumer<HttpServerResponse> stream) {
    return new ControlAnswer(
        OK, Shape.EVENTS, Buffer.buffer(), Map.of("x-accel-buffering", "no"), Optional.of(stream));
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
    return new ControlAnswer(other, contentType, body, headers, stream);
  }

  /** The same with one more header. */
  public ControlAnswer with(String name, String value) {
    Map<String, String> more = new LinkedHashMap<>(headers);
    more.put(name, value);
    return new ControlAnswer(status, contentType, body, more, stream);
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
