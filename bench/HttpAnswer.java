import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Reads HTTP/1.1 answers from the bytes of one connection, whatever way they are cut, and counts
 * the server-sent events in them. Makes no garbage once it runs. Used by one thread at a time.
 */
final class HttpAnswer {
  private enum At {
    HEAD,
    SIZED,
    CHUNK_SIZE,
    CHUNK,
    CHUNK_END,
    TRAILER,
    END
  }

  private static final int MAX_HEAD = 16 * 1024;

  private byte[] head = new byte[512];
  private int headLength;
  private At at = At.HEAD;
  private int status;
  private long left;
  private long bodyBytes;
  private long events;
  private boolean lineEmpty = true;

  /** Makes it ready for the next answer on the connection. */
  void reset() {
    headLength = 0;
    at = At.HEAD;
    status = 0;
    left = 0;
    bodyBytes = 0;
    events = 0;
    lineEmpty = true;
  }

  /** Takes what arrived. */
  void accept(ByteBuffer bytes) {
    while (bytes.hasRemaining() && at != At.END) {
      switch (at) {
        case HEAD -> readHead(bytes.get());
        case SIZED, CHUNK -> readBody(bytes);
        case CHUNK_SIZE, TRAILER -> readLine(bytes.get());
        case CHUNK_END -> endChunk(bytes.get());
        case END -> throw new IllegalStateException("an answer goes on after its end");
      }
    }
  }

  /** HTTP status; 0 until the head was read. */
  int status() {
    return status;
  }

  /** Bytes of the body so far, without their framing. */
  long bodyBytes() {
    return bodyBytes;
  }

  /** Server-sent events so far: texts that an empty line ended. */
  long events() {
    return events;
  }

  boolean finished() {
    return at == At.END;
  }

  private void readHead(byte next) {
    keep(next);
    if (next != '\n' || headLength < 4 || head[headLength - 3] != '\n') {
      return;
    }
    String text = new String(head, 0, headLength, StandardCharsets.ISO_8859_1).toLowerCase();
    headLength = 0;
    status = Integer.parseInt(text.substring(9, 12));
    if (text.contains("\r\ntransfer-encoding: chunked")) {
      at = At.CHUNK_SIZE;
      return;
    }
    int length = text.indexOf("\r\ncontent-length:");
    if (length < 0) {
      throw new IllegalStateException("an answer has no length");
    }
    left = Long.parseLong(text.substring(length + 17, text.indexOf('\r', length + 2)).trim());
    at = left == 0 ? At.END : At.SIZED;
  }

  private void readBody(ByteBuffer bytes) {
    int length = (int) Math.min(left, bytes.remaining());
    for (int i = 0; i < length; i++) {
      byte next = bytes.get();
      if (next == '\n') {
        events += lineEmpty ? 1 : 0;
        lineEmpty = true;
      } else if (next != '\r') {
        lineEmpty = false;
      }
    }
    bodyBytes += length;
    left -= length;
    if (left == 0) {
      at = at == At.SIZED ? At.END : At.CHUNK_END;
    }
  }

  private void readLine(byte next) {
    if (next != '\n') {
      keep(next);
      return;
    }
    String line = new String(head, 0, headLength, StandardCharsets.ISO_8859_1).trim();
    headLength = 0;
    if (at == At.TRAILER) {
      at = line.isEmpty() ? At.END : At.TRAILER;
      return;
    }
    left = Long.parseLong(line, 16);
    at = left == 0 ? At.TRAILER : At.CHUNK;
  }

  private void keep(byte next) {
    if (headLength == MAX_HEAD) {
      throw new IllegalStateException("the head or a line of an answer is too long");
    }
    if (headLength == head.length) {
      head = Arrays.copyOf(head, headLength * 2);
    }
    head[headLength++] = next;
  }

  private void endChunk(byte next) {
    if (next == '\n') {
      at = At.CHUNK_SIZE;
    }
  }
}
