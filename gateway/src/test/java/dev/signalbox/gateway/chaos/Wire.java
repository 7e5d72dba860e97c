package dev.signalbox.gateway.chaos;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;

/** One connection of a provider, on which bytes go out as they are said. Used by one thread. */
final class Wire {
  private static final int LONGEST_STALL_MILLIS = 20_000;

  private final Socket socket;
  private final InputStream in;
  private final OutputStream out;

  /** Over {@code socket}, what comes from which is read from {@code in}. */
  Wire(Socket socket, InputStream in) throws IOException {
    this.socket = socket;
    this.in = in;
    this.out = socket.getOutputStream();
  }

  void write(String text) throws IOException {
    out.write(text.getBytes(StandardCharsets.UTF_8));
  }

  /** A piece of a chunked body. */
  void chunk(String text) throws IOException {
    int length = text.getBytes(StandardCharsets.UTF_8).length;
    write(Integer.toHexString(length) + "\r\n" + text + "\r\n");
  }

  /** Waits so long; fails as soon as the other side closes. */
  void pause(int millis) throws IOException {
    socket.setSoTimeout(Math.max(1, millis));
    try {
      int next = in.read();
      throw next < 0 ? new EOFException("closed") : new IOException("somebody talks out of turn");
    } catch (SocketTimeoutException _) {
      socket.setSoTimeout(0);
    }
  }

  /** Says nothing more until the other side closes. */
  void stall() throws IOException {
    pause(LONGEST_STALL_MILLIS);
  }
}
