package dev.signalbox.gateway.wire.chat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.signalbox.gateway.wire.json.BodyScan;
import dev.signalbox.gateway.wire.json.StrictJson;
import dev.signalbox.gateway.wire.sse.SseDecoder;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.regex.Pattern;

/**
 * Has a stream tell its usage to us although the client did not ask for it, and keeps it from the
 * client: asked so, a server sends one chunk more, without choices, and says {@code "usage":null}
 * in the others (<a href="https://platform.openai.com/docs/api-reference/chat/create">Chat
 * Completions, "stream_options"</a>, read 2026-11). All other bytes stay as they are. Used by one
 * thread at a time.
 */
public final class StreamUsage {
  private static final String OPTIONS = "stream_options";
  private static final String INCLUDE = "include_usage";
  private static final byte[] MARK = "\"usage\"".getBytes(StandardCharsets.UTF_8);

  /** Within a text of JSON the quotes are escaped, so that only a field of this name matches. */
  private static final Pattern NULL_USAGE =
      Pattern.compile(",\\s*\"usage\"\\s*:\\s*null|\"usage\"\\s*:\\s*null\\s*,\\s*");

  private final int maxEventBytes;
  private final ByteArrayOutputStream event = new ByteArrayOutputStream(512);
  private final ByteArrayOutputStream out = new ByteArrayOutputStream(512);
  private boolean lineEmpty = true;
  private boolean afterReturn;
  private boolean eventKept = true;

  /**
   * A stream at its start.
   *
   * @param maxEventBytes largest event that is looked into
   */
  public StreamUsage(int maxEventBytes) {
    this.maxEventBytes = maxEventBytes;
  }

  /** Whether the client of {@code request} says itself whether it wants the usage of a stream. */
  public static boolean isAsked(BodyScan request) {
    if (!request.has(OPTIONS)) {
      return false;
    }
    JsonNode include = options(request).path(INCLUDE);
    return !include.isMissingNode() && !include.isNull() && !isFalse(include);
  }

  /** Whether {@code request} can be told to have the usage told. */
  public static boolean isAddable(BodyScan request) {
    return !request.has(OPTIONS) || request.object(OPTIONS).isPresent() || request.isNull(OPTIONS);
  }

  /** The same request, asking for the usage. */
  public static BodyScan added(BodyScan request) {
    ObjectNode options = options(request).put(INCLUDE, true);
    return request.with(OPTIONS, StrictJson.toBytes(options));
  }

  private static ObjectNode options(BodyScan request) {
    return request.object(OPTIONS).map(StrictJson::parseObject).orElseGet(StrictJson::object);
  }

  private static boolean isFalse(JsonNode include) {
    return include.isBoolean() && !include.booleanValue();
  }

  /** The next bytes of the stream, without what was not asked for. */
  public byte[] rewritten(byte[] chunk) {
    for (byte next : chunk) {
      take(next);
    }
    return taken();
  }

  /** What is left at the end: an event whose closing blank line never came. */
  public byte[] end() {
    endEvent();
    return taken();
  }

  private byte[] taken() {
    byte[] bytes = out.toByteArray();
    out.reset();
    return bytes;
  }

  private void take(byte next) {
    if (next == '\n' && afterReturn) {
      afterReturn = false;
      if (event.size() > 0) {
        event.write(next);
      } else if (eventKept) {
        out.write(next); // it belongs to the blank line that ended the event
      }
      return;
    }
    afterReturn = next == '\r';
    event.write(next);
    if (next != '\n' && next != '\r') {
      lineEmpty = false;
    } else if (lineEmpty) {
      endEvent();
    } else {
      lineEmpty = true;
    }
  }

  private void endEvent() {
    byte[] bytes = event.toByteArray();
    event.reset();
    lineEmpty = true;
    byte[] left = holdsMark(bytes) ? withoutUsage(bytes) : bytes;
    eventKept = left.length > 0;
    out.writeBytes(left);
  }

  private static boolean holdsMark(byte[] bytes) {
    for (int at = 0; at + MARK.length <= bytes.length; at++) {
      int same = 0;
      while (same < MARK.length && bytes[at + same] == MARK[same]) {
        same++;
      }
      if (same == MARK.length) {
        return true;
      }
    }
    return false;
  }

  private byte[] withoutUsage(byte[] bytes) {
    StringBuilder data = new StringBuilder();
    new SseDecoder(maxEventBytes).accept(bytes, found -> data.append(found.data()));
    JsonNode json = StrictJson.tryParse(data.toString()).orElseGet(StrictJson::object);
    JsonNode choices = json.path("choices");
    if (json.path("usage").isObject() && choices.isArray() && choices.isEmpty()) {
      return new byte[0];
    }
    if (!json.path("usage").isNull()) {
      return bytes;
    }
    String text = new String(bytes, StandardCharsets.UTF_8);
    return NULL_USAGE.matcher(text).results().count() == 1
        ? NULL_USAGE.matcher(text).replaceFirst("").getBytes(StandardCharsets.UTF_8)
        : bytes;
  }
}
