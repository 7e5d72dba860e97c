import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.util.Arrays;
import java.util.OptionalDouble;

/** One connection that sends the next request when the answer before has ended. */
final class LatencyLoad {
  private static final int MAX_SAMPLES = 4_000_000;

  private final long[] samples = new long[MAX_SAMPLES];
  private final ByteBuffer incoming = ByteBuffer.allocateDirect(256 * 1024);
  private final HttpAnswer answer = new HttpAnswer();

  /**
   * Sends requests for {@code seconds}.
   *
   * @return the time that 99 of 100 requests stay within, in microseconds; empty when one failed
   */
  OptionalDouble p99Micros(Contender contender, double seconds) {
    int count = 0;
    try (SocketChannel channel = connect(contender)) {
      ByteBuffer request = ByteBuffer.allocateDirect(contender.bytes().length);
      request.put(contender.bytes());
      long end = System.nanoTime() + (long) (seconds * 1e9);
      while (System.nanoTime() < end && count < MAX_SAMPLES) {
        samples[count++] = exchange(channel, request);
        if (answer.status() != 200) {
          return OptionalDouble.empty();
        }
      }
    } catch (IOException e) {
      System.err.println("bench: " + contender.name() + ": " + e.getMessage());
      return OptionalDouble.empty();
    }
    Arrays.sort(samples, 0, count);
    return OptionalDouble.of(samples[(int) (count * 0.99)] / 1e3);
  }

  static SocketChannel connect(Contender contender) throws IOException {
    SocketChannel channel =
        SocketChannel.open(
            new InetSocketAddress(InetAddress.getLoopbackAddress(), contender.port()));
    channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
    return channel;
  }

  private long exchange(SocketChannel channel, ByteBuffer request) throws IOException {
    answer.reset();
    request.flip();
    long start = System.nanoTime();
    while (request.hasRemaining()) {
      channel.write(request);
    }
    while (!answer.finished()) {
      incoming.clear();
      if (channel.read(incoming) < 0) {
        throw new IOException("the connection was closed within an answer");
      }
      incoming.flip();
      answer.accept(incoming);
    }
    return System.nanoTime() - start;
  }
}
