package dev.signalbox.gateway.wire.sse;

import dev.signalbox.gateway.wire.problem.Problem;
import dev.signalbox.gateway.wire.problem.ProblemKind;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.function.Consumer;

/**
 * Cuts a byte stream into server-sent events, wherever the chunks are cut (<a
 * href="https://html.spec.whatwg.org/multipage/server-sent-events.html#event-stream-interpretation">HTML
 * standard, event stream interpretation</a>): LF, CR and CRLF line ends, a leading byte order mark,
 * comments, several data lines. Malformed UTF-8 becomes U+FFFD. Used by one thread at a time.
 */
public final class SseDecoder {
  private final int maxEventBytes;
  private final ByteArrayOutputStream line = new ByteArrayOutputStream(512);
  private final StringBuilder data = new StringBuilder();
  private String name = "";
  private boolean hasData;
  private boolean lastWasCr;
  private boolean firstLine = true;
  private int eventBytes;
  private int position;
  private long blocks;

  /**
   * A decoder at the start of a stream.
   *
   * @param maxEventBytes largest event accepted, in bytes, at least 1
   */
  public SseDecoder(int maxEventBytes) {
    this.maxEventBytes = maxEventBytes;
  }

  /**
   * Takes the next bytes and hands over the events they complete.
   *
   * @throws dev.signalbox.gateway.wire.problem.ProblemException of kind {@code UPSTREAM} when an
   *     event is larger than allowed
   */
  public void accept(byte[] chunk, Consumer<SseEvent> out) {
    int lineStart = 0;
    for (int i = 0; i < chunk.length; i++) {
      byte b = chunk[i];
      if (b == '\n' && lastWasCr) {
        lastWasCr = false;
        lineStart = i + 1;
      } else if (b == '\n' || b == '\r') {
        lastWasCr = b == '\r';
        append(chunk, lineStart, i);
        position = i + 1;
        endLine(out);
        lineStart = i + 1;
      } else {
        lastWasCr = false;
      }
    }
    append(chunk, lineStart, chunk.length);
  }

  /**
   * Hands over an event whose closing blank line never came. Call once, when the stream has ended.
   */
  public void end(Consumer<SseEvent> out) {
    if (line.size() > 0) {
      endLine(out);
    }
    dispatch(out);
  }

  /** While an event is handed over: how many bytes of the chunk it came with go up to its end. */
  public int position() {
    return position;
  }

  /** How many events and comments have come whole. */
  public long blocks() {
    return blocks;
  }

  private void append(byte[] chunk, int from, int to) {
    eventBytes += to - from;
    if (eventBytes > maxEventBytes) {
      throw Problem.of(
              ProblemKind.UPSTREAM,
              "the provider sent an event larger than %d bytes".formatted(maxEventBytes))
          .toException();
    }
    line.write(chunk, from, to - from);
  }

  private void endLine(Consumer<SseEvent> out) {
    String text = line.toString(StandardCharsets.UTF_8);
    line.reset();
    if (firstLine) {
      firstLine = false;
      text = text.startsWith("\uFEFF") ? text.substring(1) : text;
    }
    if (text.isEmpty()) {
      dispatch(out);
      return;
    }
    int colon = text.indexOf(':');
    if (colon == 0) {
      return;
    }
    String field = colon < 0 ? text : text.substring(0, colon);
    field(field, colon < 0 ? "" : valueAfter(text, colon));
  }

  private static String valueAfter(String text, int colon) {
    int start = colon + 1;
    return text.substring(start < text.length() && text.charAt(start) == ' ' ? start + 1 : start);
  }

  private void field(String field, String value) {
    if (field.equals("data")) {
      if (hasData) {
        data.append('\n');
      }
      data.append(value);
      hasData = true;
    } else if (field.equals("event")) {
      name = value;
    }
  }

  private void dispatch(Consumer<SseEvent> out) {
    blocks += eventBytes > 0 ? 1 : 0;
    eventBytes = 0;
    if (hasData) {
      SseEvent event = new SseEvent(name, data.toString());
      data.setLength(0);
      hasData = false;
      name = "";
      out.accept(event);
    } else {
      name = "";
    }
  }
}
