package dev.signalbox.gateway.e2e;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;

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
    try {
      socket.getOutputStream().write(text.getBytes(StandardCharsets.UTF_8));
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

  @Override
  public void close() {
    try {
      socket.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
