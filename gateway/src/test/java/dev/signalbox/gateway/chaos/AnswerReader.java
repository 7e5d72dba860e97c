package dev.signalbox.gateway.chaos;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads one answer of HTTP/1.1 byte by byte: its head, and a body of a length or of chunks. */
final class AnswerReader {
  private static final byte[] LINE_END = {'\r', '\n'};

  private final ByteArrayOutputStream line = new ByteArrayOutputStream();
  private final StringBuilder head = new StringBuilder();
  private final ByteArrayOutputStream body = new ByteArrayOutputStream();
  private State state = State.HEAD;
  private long left;
  private long bytes;
  private @Nullable String text;

  private enum State {
    HEAD,
    LENGTH,
    CHUNK_SIZE,
    CHUNK,
    CHUNK_END,
    LAST,
    OVER
  }

  /** Takes the next bytes. */
  void accept(byte[] from, int count) {
    bytes += count;
    text = null;
    for (int i = 0; i < count; i++) {
      take(from[i]);
    }
  }

  /** Whether the answer is there, to its end. */
  boolean isWhole() {
    return state == State.OVER;
  }

  /** All bytes so far. */
  long bytes() {
    return bytes;
  }

  /** The status; 0 before it is there. */
  int status() {
    return head.length() < 12 ? 0 : Integer.parseInt(head.substring(9, 12));
  }

  /** The head so far. */
  String head() {
    return head.toString();
  }

  /** The value of a header. */
  Optional<String> header(String name) {
    Matcher found = Pattern.compile("(?im)^" + Pattern.quote(name) + ": *(.*?)\\r?$").matcher(head);
    return found.find() ? Optional.of(found.group(1)) : Optional.empty();
  }

  /** The body so far, as text. */
  String text() {
    if (text == null) {
      text = body.toString(StandardCharsets.UTF_8);
    }
    return text;
  }

  private void take(byte next) {
    switch (state) {
      case HEAD -> line(next, this::headLine);
      case LENGTH -> {
        body.write(next);
        left--;
        state = left == 0 ? State.OVER : State.LENGTH;
      }
      case CHUNK_SIZE -> line(next, this::size);
      case CHUNK -> {
        body.write(next);
        left--;
        state = left == 0 ? State.CHUNK_END : State.CHUNK;
      }
      case CHUNK_END -> line(next, _ -> state = State.CHUNK_SIZE);
      case LAST -> line(next, text -> state = text.isEmpty() ? State.OVER : State.LAST);
      case OVER -> throw new IllegalStateException("bytes after the answer");
    }
  }

  /** What is done with a whole line, without its end. */
  private interface Line {
    void take(String text);
  }

  private void line(byte next, Line whole) {
    line.write(next);
    byte[] now = line.size() < 2 || next != '\n' ? new byte[0] : line.toByteArray();
    if (now.length >= 2 && now[now.length - 2] == LINE_END[0]) {
      line.reset();
      whole.take(new String(now, 0, now.length - 2, StandardCharsets.ISO_8859_1));
    }
  }

  private void headLine(String text) {
    head.append(text).append("\r\n");
    if (!text.isEmpty()) {
      return;
    }
    if (head.toString().toLowerCase(Locale.ROOT).contains("transfer-encoding: chunked")) {
      state = State.CHUNK_SIZE;
      return;
    }
    left = header("content-length").map(Long::parseLong).orElse(0L);
    state = left == 0 ? State.OVER : State.LENGTH;
  }

  private void size(String text) {
    left = Long.parseLong(text.replaceFirst(";.*", "").strip(), 16);
    state = left == 0 ? State.LAST : State.CHUNK;
  }
}
