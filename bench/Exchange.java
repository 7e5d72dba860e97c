import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.ByteBuffer;

/** One request on a connection of its own. */
final class Exchange {
  private static final int PATIENCE_MILLIS = 60_000;

  private Exchange() {}

  /**
   * Sends the request of {@code contender} and waits for the end of the answer.
   *
   * @return its status
   */
  static int status(Contender contender) throws IOException {
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), contender.port())) {
      socket.setTcpNoDelay(true);
      socket.setSoTimeout(PATIENCE_MILLIS);
      socket.getOutputStream().write(contender.bytes());
      InputStream input = socket.getInputStream();
      HttpAnswer answer = new HttpAnswer();
      byte[] bytes = new byte[64 * 1024];
      while (!answer.finished()) {
        int length = input.read(bytes);
        if (length < 0) {
          throw new IOException("the connection was closed within an answer");
        }
        answer.accept(ByteBuffer.wrap(bytes, 0, length));
      }
      return answer.status();
    }
  }
}
