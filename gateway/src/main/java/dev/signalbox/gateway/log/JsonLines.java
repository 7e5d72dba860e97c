package dev.signalbox.gateway.log;

import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.ThrowableProxyUtil;
import ch.qos.logback.core.encoder.EncoderBase;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import org.slf4j.event.KeyValuePair;

/**
 * Writes each event as one line of JSON in printable ASCII: whatever an event holds, it neither
 * forges a line nor moves a terminal. Used by the one thread that writes.
 */
public final class JsonLines extends EncoderBase<ILoggingEvent> {
  /** Most characters of a message, and of a stack trace; the rest is left out. */
  static final int LONGEST = 16_384;

  private static final int LAST_PRINTABLE = 126;
  private static final JsonFactory JSON = new JsonFactory();

  @Override
  public byte[] headerBytes() {
    return new byte[0];
  }

  @Override
  public byte[] footerBytes() {
    return new byte[0];
  }

  @Override
  public byte[] encode(ILoggingEvent event) {
    ByteArrayOutputStream line = new ByteArrayOutputStream(512);
    try (JsonGenerator json = JSON.createGenerator(line)) {
      json.setHighestNonEscapedChar(LAST_PRINTABLE);
      json.writeStartObject();
      write(event, json);
      json.writeEndObject();
    } catch (IOException e) {
      throw new UncheckedIOException(e); // nothing is written but memory
    }
    line.write('\n');
    return line.toByteArray();
  }

  private static void write(ILoggingEvent event, JsonGenerator json) throws IOException {
    json.writeStringField("time", event.getInstant().toString());
    json.writeStringField("level", event.getLevel().toString());
    json.writeStringField("logger", event.getLoggerName());
    json.writeStringField("thread", event.getThreadName());
    json.writeStringField("message", cut(event.getFormattedMessage()));
    List<KeyValuePair> pairs = event.getKeyValuePairs();
    for (KeyValuePair pair : pairs == null ? List.<KeyValuePair>of() : pairs) {
      if (pair.value instanceof LogFields fields) {
        fields.writeTo(json);
      } else {
        json.writeStringField(pair.key, cut(String.valueOf(pair.value)));
      }
    }
    if (event.getThrowableProxy() != null) {
      json.writeStringField(
          "exception", cut(ThrowableProxyUtil.asString(event.getThrowableProxy())));
    }
  }

  private static String cut(String text) {
    return text.length() <= LONGEST ? text : text.substring(0, LONGEST) + "...";
  }
}
