package dev.signalbox.gateway.simulator;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.signalbox.gateway.wire.json.StrictJson;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** Server-sent events as bytes that our own encoders wrote. */
final class WireEvents {
  private static final List<String> USAGE_FIELDS = List.of("usage", "usageMetadata");

  private WireEvents() {}

  /** Cuts {@code bytes} behind each blank line; the pieces joined are the bytes. */
  static List<byte[]> split(byte[] bytes) {
    List<byte[]> events = new ArrayList<>();
    int start = 0;
    for (int i = 1; i < bytes.length; i++) {
      boolean blankLine =
          bytes[i] == '\n'
              && (bytes[i - 1] == '\n' || (i >= 3 && bytes[i - 1] == '\r' && bytes[i - 2] == '\n'));
      if (blankLine && i + 1 > start) {
        events.add(Arrays.copyOfRange(bytes, start, i + 1));
        start = i + 1;
      }
    }
    if (start < bytes.length) {
      events.add(Arrays.copyOfRange(bytes, start, bytes.length));
    }
    return events;
  }

  /** The event without usage figures; empty when it held nothing else. */
  static Optional<byte[]> withoutUsage(byte[] event) {
    String text = new String(event, StandardCharsets.UTF_8);
    int data = text.indexOf("data: {");
    int end = text.lastIndexOf('}') + 1;
    if (data < 0) {
      return Optional.of(event);
    }
    int start = data + "data: ".length();
    Optional<JsonNode> json = StrictJson.tryParse(text.substring(start, end));
    if (json.isEmpty() || !(json.get() instanceof ObjectNode object)) {
      return Optional.of(event);
    }
    boolean usageOnly = object.path("choices").isArray() && object.path("choices").isEmpty();
    if (usageOnly) {
      return Optional.empty();
    }
    removeUsage(object);
    String rest = text.substring(0, start) + StrictJson.toText(object) + text.substring(end);
    return Optional.of(rest.getBytes(StandardCharsets.UTF_8));
  }

  /** Removes the usage figures of an answer or of one event of a stream. */
  static void removeUsage(ObjectNode object) {
    object.remove(USAGE_FIELDS);
    for (String holder : List.of("message", "response")) {
      if (object.get(holder) instanceof ObjectNode inner) {
        inner.remove(USAGE_FIELDS);
      }
    }
  }
}
