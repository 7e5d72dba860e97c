import java.io.EOFException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/** A connection to the loopback address that asks, and reads whole answers. Used by one thread. */
final class Connection implements AutoCloseable {
  private static final int PATIENCE_MILLIS = 60_000;

  private final Socket socket = new Socket();
  private final byte[] bytes = new byte[64 * 1024];
  private final HttpAnswer answer = new HttpAnswer();

  Connection(int port) throws IOException {
    socket.setTcpNoDelay(true);
    socket.setSoTimeout(PATIENCE_MILLIS);
    socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), PATIENCE_MILLIS);
  }

  static byte[] get(String path) {
    return ("GET " + path + " HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n")
        .getBytes(StandardCharsets.US_ASCII);
  }

  static byte[] post(String path, String body) {
    String head =
        "POST %s HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Type: application/json\r\nContent-Length: %d\r\n\r\n";
    return (head.formatted(path, body.getBytes(StandardCharsets.UTF_8).length) + body)
        .getBytes(StandardCharsets.UTF_8);
  }

  /** Sends {@code request} and reads the answer to its end; gives its status. */
  int ask(byte[] request) throws IOException {
    return ask(request, Long.MAX_VALUE);
  }

  /** The same, but reads no more than about {@code most} bytes of the body. */
  int ask(byte[] request, long most) throws IOException {
    answer.reset();
    socket.getOutputStream().write(request);
    while (!answer.finished() && answer.bodyBytes() < most) {
      int count = socket.getInputStream().read(bytes);
      if (count < 0) {
        throw new EOFException("the answer broke off");
      }
      answer.accept(ByteBuffer.wrap(bytes, 0, count));
    }
    return answer.status();
  }

  /** Closes with RST, so that what is under way is lost. */
  void abort() throws IOException {
    socket.setSoLinger(true, 0);
    socket.close();
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }

  /** Waits until somebody listens at {@code port}, for two minutes at most. */
  static void awaitListener(int port) throws IOException, InterruptedException {
    for (int i = 0; i < 1_200; i++) {
      try (Connection _ = new Connection(port)) {
        return;
      } catch (java.net.ConnectException e) {
        Thread.sleep(100);
      }
    }
    throw new IOException("the gateway did not start");
  }
}
