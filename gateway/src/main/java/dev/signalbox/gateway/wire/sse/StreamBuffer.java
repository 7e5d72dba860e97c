package dev.signalbox.gateway.wire.sse;

import com.fasterxml.jackson.databind.JsonNode;
import dev.signalbox.gateway.wire.json.StrictJson;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/** Bytes of a streamed answer waiting to be sent. Used by one thread at a time. */
public final class StreamBuffer {
  private static final byte[] EVENT = ascii("event: ");
  private static final byte[] DATA = ascii("data: ");
  private static final byte[] LINE = ascii("\n");
  private static final byte[] END = ascii("\n\n");

  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream(1024);

  /** Adds an event with a name; the name must be plain ASCII. */
  public void event(String name, JsonNode data) {
    bytes.writeBytes(EVENT);
    bytes.writeBytes(ascii(name));
    bytes.writeBytes(LINE);
    data(data);
  }

  /** Adds an event without a name. */
  public void data(JsonNode data) {
    bytes.writeBytes(DATA);
    json(data);
    bytes.writeBytes(END);
  }

  /** Adds bare JSON, for streams that are a JSON array. */
  public void json(JsonNode value) {
    try {
      StrictJson.mapper().writeValue(bytes, value);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Adds text as it is. */
  public void raw(String text) {
    bytes.writeBytes(text.getBytes(StandardCharsets.UTF_8));
  }

  /** Removes and returns what was added since the last call. */
  public byte[] take() {
    byte[] taken = bytes.toByteArray();
    bytes.reset();
    return taken;
  }

  private static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }
}
