package dev.signalbox.gateway.e2e;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Locale;

/** A client that says exactly what it is told to, and reads only when it is told to. */
public final class RawClient implements AutoCloseable {
  private static final int MILLIS = 20_000;
  private static final int SMALL_BUFFER = 4_096;

  private final Socket socket = new Socket();

  /** Connects to {@code port}; takes only a little before it is read from. */
  public RawClient(int port) {
    try {
      socket.setReceiveBufferSize(SMALL_BUFFER);
      socket.setSoTimeout(MILLIS);
      socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), MILLIS);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * One answer.
   *
   * @param status 0 when the other side ended without one
   * @param head its lines, in lower case
   */
  public record Answer(int status, String head, String body) {}

  /** A POST of JSON with the usual head. */
  public static String post(String path, String body) {
    return """
    POST %s HTTP/1.1\r
    host: localhost\r
    content-type: application/json\r
    content-length: %d\r
    \r
    """
            .formatted(path, body.getBytes(StandardCharsets.UTF_8).length)
        + body;
  }

  public RawClient send(String text) {
    return send(text.getBytes(StandardCharsets.UTF_8));
  }

  public RawClient send(byte[] bytes) {
    try {
      socket.getOutputStream().write(bytes);
      return this;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Reads until {@code mark} came, or the other side ended; nothing behind the mark. */
  public String readUntil(String mark) {
    StringBuilder bytes = new StringBuilder();
    String wanted = new String(mark.getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1);
    return read(
        bytes,
        in -> {
          while (bytes.indexOf(wanted, bytes.length() - wanted.length()) < 0) {
            int next = in.read();
            if (next < 0) {
              return;
            }
            bytes.append((char) next);
          }
        });
  }

  /** Reads until the other side ended. */
  public String readAll() {
    StringBuilder bytes = new StringBuilder();
    return read(
        bytes,
        in -> {
          byte[] some = new byte[SMALL_BUFFER];
          for (int count = in.read(some); count >= 0; count = in.read(some)) {
            bytes.append(new String(some, 0, count, StandardCharsets.ISO_8859_1));
          }
        });
  }

  private interface Reading {
    void of(InputStream in) throws IOException;
  }

  /** The text of {@code bytes}, one character each, after {@code reading} has added to them. */
  private String read(StringBuilder bytes, Reading reading) {
    try {
      reading.of(socket.getInputStream());
      return text(bytes);
    } catch (SocketException e) {
      return text(bytes); // reset is an end too
    } catch (IOException e) {
      throw new UncheckedIOException("after: " + text(bytes), e);
    }
  }

  private static String text(StringBuilder bytes) {
    return new String(
        bytes.toString().getBytes(StandardCharsets.ISO_8859_1), StandardCharsets.UTF_8);
  }

  /** Reads one whole answer, whose length must be told. */
  public Answer answer() {
    String head = readUntil("\r\n\r\n").toLowerCase(Locale.ROOT);
    if (!head.endsWith("\r\n\r\n")) {
      return new Answer(0, head, "");
    }
    int at = head.indexOf("\r\ncontent-length:");
    int length =
        at < 0 ? 0 : Integer.parseInt(head.substring(at + 17, head.indexOf('\r', at + 2)).strip());
    try {
      byte[] body = socket.getInputStream().readNBytes(length);
      return new Answer(
          Integer.parseInt(head.substring(9, 12)), head, new String(body, StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new UncheckedIOException("after: " + head, e);
    }
  }

  /** Reads so many bytes, or fewer when the other side ended. */
  public int read(int bytes) {
    try {
      return socket.getInputStream().readNBytes(bytes).length;
    } catch (SocketException e) {
      return 0; // reset is an end too
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Sends this, unless it is known by now that the other side has ended. */
  public boolean takes(String text) {
    try {
      socket.getOutputStream().write(text.getBytes(StandardCharsets.UTF_8));
      return true;
    } catch (IOException e) {
      return false;
    }
  }

  /** Whether the other side ends within that time and says nothing more before it does. */
  public boolean endsWithin(Duration time) {
    try {
      socket.setSoTimeout((int) time.toMillis());
      return socket.getInputStream().read() < 0;
    } catch (SocketTimeoutException e) {
      return false;
    } catch (SocketException e) {
      return true; // reset is an end too
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Ends the own direction (FIN) and goes on reading. */
  public RawClient finish() {
    try {
      socket.shutdownOutput();
      return this;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Leaves with a reset (RST). */
  public void reset() {
    try {
      socket.setSoLinger(true, 0);
      socket.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() {
    try {
      socket.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
