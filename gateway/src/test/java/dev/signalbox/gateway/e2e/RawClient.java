package dev.signalbox.gateway.e2e;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
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

  /** Reads until {@code mark} came, or the other side ended. */
  public String readUntil(String mark) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try {
      String text = "";
      while (!text.contains(mark)) {
        int next = socket.getInputStream().read();
        if (next < 0) {
          return text;
        }
        bytes.write(next);
        text = bytes.toString(StandardCharsets.UTF_8);
      }
      return text;
    } catch (SocketException e) {
      return bytes.toString(StandardCharsets.UTF_8); // reset is an end too
    } catch (IOException e) {
      throw new UncheckedIOException("after: " + bytes.toString(StandardCharsets.UTF_8), e);
    }
  }

  /** Reads until the other side ended. */
  public String readAll() {
    return readUntil("\u0000");
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
