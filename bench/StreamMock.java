import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;
import java.util.Queue;

/**
 * A provider that streams: answers every request with the events of a file, one write each, at a
 * steady pace, as a model writes. {@code java StreamMock.java PORT FILE INTERVAL-MICROS [EVENTS]}.
 * Takes requests whose head and body arrive with a Content-Length.
 */
final class StreamMock {
  private static final String LENGTH = "content-length:";

  /** Events of a stream, unless said otherwise. */
  private static final int EVENTS = 189;

  private final List<byte[]> chunks = new ArrayList<>();
  private final Queue<Stream> running =
      new PriorityQueue<>(Comparator.comparingLong((Stream stream) -> stream.due));
  private final long intervalNanos;
  private final ByteBuffer incoming = ByteBuffer.allocateDirect(64 * 1024);

  /** One connection. */
  private static final class Stream {
    final SocketChannel channel;
    final StringBuilder request = new StringBuilder();
    int next;
    long due;

    Stream(SocketChannel channel) {
      this.channel = channel;
    }
  }

  private StreamMock(List<String> events, long intervalNanos) {
    this.intervalNanos = intervalNanos;
    String prefix =
        "HTTP/1.1 200 OK\r\nContent-Type: text/event-stream; charset=utf-8\r\n"
            + "Transfer-Encoding: chunked\r\n\r\n";
    for (String event : writes(events)) {
      int length = event.getBytes(StandardCharsets.UTF_8).length;
      String chunk = prefix + Integer.toHexString(length) + "\r\n" + event + "\r\n";
      chunks.add(chunk.getBytes(StandardCharsets.UTF_8));
      prefix = "";
    }
    chunks.add("0\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
  }

  public static void main(String[] args) throws IOException {
    int count = args.length > 3 ? Integer.parseInt(args[3]) : EVENTS;
    new StreamMock(events(Path.of(args[1]), count), Long.parseLong(args[2]) * 1_000)
        .serve(Integer.parseInt(args[0]));
  }

  /** The events of one stream, unless said otherwise. */
  static List<String> events(Path file) throws IOException {
    return events(file, EVENTS);
  }

  /** {@code count} events: those of {@code file}, with the ones that hold text over and over. */
  private static List<String> events(Path file, int count) throws IOException {
    List<String> once = List.of(Files.readString(file).split("(?<=\n\n)"));
    List<String> text = once.subList(1, once.size() - 3);
    List<String> events = new ArrayList<>(once.subList(0, 1));
    for (int i = 0; i < count - 4; i++) {
      events.add(text.get(i % text.size()));
    }
    events.addAll(once.subList(once.size() - 3, once.size()));
    return events;
  }

  /**
   * What is written at once: an event each, but for the first two. A model says its role when it
   * has its first piece, and a gateway may wait for the piece before it answers.
   */
  private static List<String> writes(List<String> events) {
    List<String> writes = new ArrayList<>(events.subList(1, events.size()));
    writes.set(0, events.get(0) + writes.get(0));
    return writes;
  }

  private void serve(int port) throws IOException {
    try (Selector selector = Selector.open();
        ServerSocketChannel server = ServerSocketChannel.open()) {
      server.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 1024);
      server.configureBlocking(false);
      server.register(selector, SelectionKey.OP_ACCEPT);
      while (true) {
        Stream next = running.peek();
        // At least a millisecond: what is due within it is written together.
        selector.select(next == null ? 0 : Math.max(1, (next.due - System.nanoTime()) / 1_000_000));
        for (SelectionKey key : selector.selectedKeys()) {
          handle(selector, server, key);
        }
        selector.selectedKeys().clear();
        writeDue();
      }
    }
  }

  private void handle(Selector selector, ServerSocketChannel server, SelectionKey key)
      throws IOException {
    if (key.isAcceptable()) {
      SocketChannel channel = server.accept();
      channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
      channel.configureBlocking(false);
      channel.register(selector, SelectionKey.OP_READ, new Stream(channel));
      return;
    }
    Stream stream = (Stream) key.attachment();
    try {
      read(stream);
    } catch (IOException e) {
      stop(stream);
    }
  }

  private void read(Stream stream) throws IOException {
    incoming.clear();
    if (stream.channel.read(incoming) < 0) {
      stop(stream);
      return;
    }
    incoming.flip();
    stream.request.append(StandardCharsets.ISO_8859_1.decode(incoming));
    int end = stream.request.indexOf("\r\n\r\n");
    if (end >= 0 && stream.request.length() >= end + 4 + lengthOf(stream.request, end)) {
      stream.request.setLength(0);
      stream.next = 0;
      // Spread over the interval, so that the streams do not beat together.
      stream.due = System.nanoTime() + running.size() * 7_919_000L % intervalNanos;
      running.add(stream);
    }
  }

  private static int lengthOf(StringBuilder request, int end) {
    String head = request.substring(0, end).toLowerCase();
    int at = head.indexOf(LENGTH);
    if (at < 0) {
      return 0;
    }
    int stop = head.indexOf('\r', at);
    return Integer.parseInt(
        head.substring(at + LENGTH.length(), stop < 0 ? head.length() : stop).trim());
  }

  private void writeDue() throws IOException {
    long now = System.nanoTime();
    while (!running.isEmpty() && running.peek().due <= now) {
      Stream stream = running.remove();
      if (write(stream)) {
        running.add(stream);
      }
    }
  }

  /** Writes what is due, and tells whether more is to come. */
  private boolean write(Stream stream) throws IOException {
    try {
      ByteBuffer chunk = ByteBuffer.wrap(chunks.get(stream.next));
      if (stream.channel.write(chunk) < chunk.limit()) {
        stream.channel.close();
        return false;
      }
    } catch (IOException e) {
      stream.channel.close();
      return false;
    }
    stream.next++;
    stream.due += stream.next == chunks.size() - 1 ? 0 : intervalNanos;
    return stream.next < chunks.size();
  }

  private void stop(Stream stream) throws IOException {
    running.remove(stream);
    stream.channel.close();
  }
}
