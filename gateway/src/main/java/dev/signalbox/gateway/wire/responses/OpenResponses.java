package dev.signalbox.gateway.wire.responses;

import dev.signalbox.gateway.wire.sse.SseDecoder;
import dev.signalbox.gateway.wire.sse.SseEvent;
import dev.signalbox.gateway.wire.sse.StreamBuffer;
import java.util.Map;

/**
 * A stream of the Responses API as <a href="https://www.openresponses.org/specification">Open
 * Responses</a> has it: reasoning has events of another name, and {@code [DONE]} follows the good
 * end. Used by one thread at a time.
 */
public final class OpenResponses {
  /** The request header of clients that want it. */
  public static final String HEADER = "openresponses-version";

  private static final String DONE = "[DONE]";

  /** Names in OpenAI's streams and their counterparts. */
  private static final Map<String, String> NAMES =
      Map.of(
          "response.reasoning_text.delta", "response.reasoning.delta",
          "response.reasoning_text.done", "response.reasoning.done");

  private final SseDecoder events;
  private final StreamBuffer out = new StreamBuffer();
  private boolean done;

  /**
   * A stream at its start.
   *
   * @param maxEventBytes largest event accepted
   */
  public OpenResponses(int maxEventBytes) {
    this.events = new SseDecoder(maxEventBytes);
  }

  /** The next bytes of the stream, rewritten; what is no whole event yet waits for the rest. */
  public byte[] rewritten(byte[] chunk) {
    events.accept(chunk, this::write);
    return out.take();
  }

  /**
   * What still has to be sent when the stream is over.
   *
   * @param whole whether it ended well
   */
  public byte[] end(boolean whole) {
    events.end(this::write);
    if (whole && !done) {
      out.raw("data: " + DONE + "\n\n");
    }
    return out.take();
  }

  private void write(SseEvent event) {
    done = done || event.data().equals(DONE);
    String data = event.data();
    String name = event.name();
    for (Map.Entry<String, String> renamed : NAMES.entrySet()) {
      // In the text of an answer the quotes are escaped, so that only the type itself matches.
      data = data.replace(quoted(renamed.getKey()), quoted(renamed.getValue()));
      name = name.equals(renamed.getKey()) ? renamed.getValue() : name;
    }
    if (!name.isEmpty()) {
      out.raw("event: " + name + "\n");
    }
    data.lines().forEach(line -> out.raw("data: " + line + "\n"));
    out.raw("\n");
  }

  private static String quoted(String text) {
    return "\"" + text + "\"";
  }
}
