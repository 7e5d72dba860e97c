package dev.signalbox.gateway.wire.eventstream;

import dev.signalbox.gateway.wire.json.StrictJson;
import dev.signalbox.gateway.wire.sse.SseDecoder;
import dev.signalbox.gateway.wire.sse.SseEvent;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Streams as AWS frames them, from what they say as server-sent events. */
public final class Frames {
  private Frames() {}

  /** The frames of {@code sse}; an event called {@code error} is an exception. */
  public static byte[] of(String sse) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    for (SseEvent event : events(sse)) {
      out.writeBytes(
          event.name().equals(EventStreamText.ERROR)
              ? exception(event.data())
              : MessageWriter.bytes(message(event.name(), event.data())));
    }
    return out.toByteArray();
  }

  /** The same where each event is that of a model, wrapped in a chunk. */
  public static byte[] ofChunks(String sse) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    for (SseEvent event : events(sse)) {
      String base64 =
          Base64.getEncoder().encodeToString(event.data().getBytes(StandardCharsets.UTF_8));
      out.writeBytes(
          MessageWriter.bytes(
              message("chunk", "{\"bytes\":\"" + base64 + "\",\"p\":\"abcdefghij\"}")));
    }
    return out.toByteArray();
  }

  /** An exception, named in a header. */
  public static byte[] exception(String data) {
    String type =
        StrictJson.parseObject(data.getBytes(StandardCharsets.UTF_8))
            .path(EventStreamText.TYPE)
            .asText();
    return MessageWriter.bytes(
        new Message(
            headers(":exception-type", type, "exception"), data.getBytes(StandardCharsets.UTF_8)));
  }

  /** An event of {@code type}. */
  public static Message message(String type, String data) {
    return new Message(
        headers(":event-type", type, "event"), data.getBytes(StandardCharsets.UTF_8));
  }

  private static Map<String, String> headers(String name, String type, String kind) {
    Map<String, String> headers = new LinkedHashMap<>();
    headers.put(name, type);
    headers.put(":content-type", "application/json");
    headers.put(":message-type", kind);
    return headers;
  }

  private static List<SseEvent> events(String sse) {
    List<SseEvent> events = new ArrayList<>();
    SseDecoder decoder = new SseDecoder(1 << 24);
    decoder.accept(sse.getBytes(StandardCharsets.UTF_8), events::add);
    decoder.end(events::add);
    return events;
  }
}
