import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.util.OptionalDouble;

/** Many connections that each ask for the next stream when the one before has ended. */
final class StreamLoad {
  private final Contender contender;
  private final CpuTime cpuTime;
  private final long eventsPerStream;
  private final ByteBuffer incoming = ByteBuffer.allocateDirect(64 * 1024);
  private long events;
  private int open;
  private boolean ending;

  /** One connection. */
  private static final class Stream {
    final HttpAnswer answer = new HttpAnswer();
    long counted;
  }

  /**
   * A load for {@code contender}, whose CPU time is {@code cpuTime}.
   *
   * @param eventsPerStream events that a whole stream has
   */
  StreamLoad(Contender contender, CpuTime cpuTime, long eventsPerStream) {
    this.contender = contender;
    this.cpuTime = cpuTime;
    this.eventsPerStream = eventsPerStream;
  }

  /**
   * Keeps {@code streams} streams open for {@code seconds}, then lets them end.
   *
   * @return the events that arrived for one second of the contender's CPU time; empty when a stream
   *     failed or was not whole
   */
  OptionalDouble eventsPerCpuSecond(int streams, double seconds) {
    try (Selector selector = Selector.open()) {
      for (int i = 0; i < streams; i++) {
        open(selector);
      }
      run(selector, 1.0);
      long eventsBefore = events;
      double cpuBefore = cpuTime.seconds();
      run(selector, seconds);
      double cpu = cpuTime.seconds() - cpuBefore;
      long arrived = events - eventsBefore;
      ending = true;
      run(selector, 30);
      if (open > 0) {
        throw new IOException(open + " streams did not end");
      }
      return OptionalDouble.of(arrived / cpu);
    } catch (IOException e) {
      System.err.println("bench: " + contender.name() + ": " + e.getMessage());
      return OptionalDouble.empty();
    }
  }

  private void open(Selector selector) throws IOException {
    SocketChannel channel = LatencyLoad.connect(contender);
    ask(channel);
    channel.configureBlocking(false);
    channel.register(selector, SelectionKey.OP_READ, new Stream());
    open++;
  }

  private void ask(SocketChannel channel) throws IOException {
    ByteBuffer request = ByteBuffer.wrap(contender.bytes());
    while (request.hasRemaining()) {
      channel.write(request);
    }
  }

  private void run(Selector selector, double seconds) throws IOException {
    long end = System.nanoTime() + (long) (seconds * 1e9);
    while (open > 0) {
      long left = (end - System.nanoTime()) / 1_000_000;
      if (left <= 0) {
        return;
      }
      selector.select(left);
      for (SelectionKey key : selector.selectedKeys()) {
        read((SocketChannel) key.channel(), (Stream) key.attachment());
      }
      selector.selectedKeys().clear();
    }
  }

  private void read(SocketChannel channel, Stream stream) throws IOException {
    incoming.clear();
    if (channel.read(incoming) < 0) {
      throw new IOException("a connection was closed within a stream");
    }
    incoming.flip();
    stream.answer.accept(incoming);
    events += stream.answer.events() - stream.counted;
    stream.counted = stream.answer.events();
    if (stream.answer.finished()) {
      finish(channel, stream);
    }
  }

  private void finish(SocketChannel channel, Stream stream) throws IOException {
    if (stream.answer.status() != 200 || stream.counted != eventsPerStream) {
      throw new IOException(
          "a stream had status %d and %d events instead of %d"
              .formatted(stream.answer.status(), stream.counted, eventsPerStream));
    }
    stream.answer.reset();
    stream.counted = 0;
    if (ending) {
      channel.close();
      open--;
    } else {
      ask(channel);
    }
  }
}
