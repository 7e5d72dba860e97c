import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/**
 * A load of streams whose requests are due at fixed times, whether the streams before have ended or
 * not. Times count from when a request was due, so that whoever stalls is charged for all requests
 * that fell into it. One thread does all of it.
 */
final class OpenStreams {
  /** The load sleeps whole milliseconds, and wakes this long before a request: timers are late. */
  private static final long AWAKE_NANOS = 250_000;

  private final List<Contender> requests;
  private final Plan plan;
  private final ByteBuffer incoming = ByteBuffer.allocateDirect(64 * 1024);
  private final Deque<Stream> idle = new ArrayDeque<>();
  private final List<Stream> running = new ArrayList<>();
  private final Seen seen = new Seen();
  private long start;

  /**
   * What is asked for.
   *
   * @param perSecond requests that are due each second, evenly
   * @param count requests altogether
   * @param events that a whole stream has
   * @param measuredSeconds time from the first request in which gaps are noted
   * @param patienceSeconds time from the last request in which all streams have to end
   */
  record Plan(
      double perSecond, int count, long events, double measuredSeconds, double patienceSeconds) {
    /** One whose gaps are all noted. */
    static Plan of(double perSecond, double seconds, long events) {
      return new Plan(perSecond, (int) (perSecond * seconds), events, seconds + 60, 60);
    }
  }

  /** What came. */
  static final class Seen {
    /** From when a request was due to when its turn came: what the load itself was late by. */
    final Samples late = new Samples();

    /** From when a request was due to the first byte of its stream's body. */
    final Samples first = new Samples();

    /** From one event of a stream to the next. */
    final Samples gaps = new Samples();

    /** Most streams that ran at once. */
    int most;

    /** Streams that failed or were not whole. */
    int lost;

    /** Why the first of them was. */
    String reason = "";

    private void lose(String why) {
      reason = lost == 0 ? why : reason;
      lost++;
    }
  }

  /** One connection. */
  private static final class Stream {
    final HttpAnswer answer = new HttpAnswer();
    final SocketChannel channel;
    ByteBuffer request = ByteBuffer.allocate(0);
    int place;
    long due;
    long counted;
    long lastEvent;

    Stream(SocketChannel channel) {
      this.channel = channel;
    }
  }

  /** A load of {@code plan}; the requests take turns. */
  OpenStreams(List<Contender> requests, Plan plan) {
    this.requests = requests;
    this.plan = plan;
  }

  /** Sends the requests and waits until their streams have ended, within limits. */
  Seen run() throws IOException {
    try (Selector selector = Selector.open()) {
      start = System.nanoTime() + 10_000_000;
      long end = due(plan.count()) + (long) (plan.patienceSeconds() * 1e9);
      int sent = 0;
      while (sent < plan.count() || !running.isEmpty()) {
        while (sent < plan.count() && System.nanoTime() >= due(sent)) {
          begin(selector, sent++);
        }
        if (System.nanoTime() >= end) {
          running.forEach(_ -> seen.lose("a stream did not end"));
          break;
        }
        await(selector, sent < plan.count() ? due(sent) : end);
      }
      selector.keys().forEach(key -> close((Stream) key.attachment()));
      return seen;
    }
  }

  private long due(int request) {
    return start + (long) (request * 1e9 / plan.perSecond());
  }

  private void await(Selector selector, long until) throws IOException {
    long millis = (until - System.nanoTime() - AWAKE_NANOS) / 1_000_000;
    if (millis > 0) {
      selector.select(millis);
    } else if (selector.selectNow() == 0) {
      Thread.yield();
    }
    for (SelectionKey key : selector.selectedKeys()) {
      Stream stream = (Stream) key.attachment();
      try {
        handle(key, stream);
      } catch (IOException | IllegalStateException e) {
        fail(stream, e.getMessage());
      }
    }
    selector.selectedKeys().clear();
  }

  private void begin(Selector selector, int number) throws IOException {
    Contender contender = requests.get(number % requests.size());
    Stream stream = idle.isEmpty() ? connect(selector, contender) : idle.pop();
    stream.request = ByteBuffer.wrap(contender.bytes());
    stream.due = due(number);
    seen.late.add(System.nanoTime() - stream.due);
    stream.place = running.size();
    running.add(stream);
    seen.most = Math.max(seen.most, running.size());
    try {
      send(stream.channel.keyFor(selector), stream);
    } catch (IOException e) {
      fail(stream, e.getMessage());
    }
  }

  private static Stream connect(Selector selector, Contender contender) throws IOException {
    SocketChannel channel = SocketChannel.open();
    channel.configureBlocking(false);
    channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
    Stream stream = new Stream(channel);
    channel.register(selector, SelectionKey.OP_CONNECT, stream);
    channel.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), contender.port()));
    return stream;
  }

  private void handle(SelectionKey key, Stream stream) throws IOException {
    if (key.isConnectable()) {
      stream.channel.finishConnect();
    }
    if (stream.request.hasRemaining()) {
      send(key, stream);
    } else if (key.isReadable()) {
      read(stream);
    }
  }

  private void send(SelectionKey key, Stream stream) throws IOException {
    if (!stream.channel.isConnected()) {
      return;
    }
    stream.channel.write(stream.request);
    if (stream.request.hasRemaining()) {
      key.interestOps(SelectionKey.OP_WRITE);
      return;
    }
    key.interestOps(SelectionKey.OP_READ);
  }

  private void read(Stream stream) throws IOException {
    incoming.clear();
    int length = stream.channel.read(incoming);
    if (length < 0) {
      fail(stream, "a connection was closed within a stream");
      return;
    }
    long now = System.nanoTime();
    boolean begun = stream.answer.bodyBytes() > 0;
    stream.answer.accept(incoming.flip());
    if (!begun && stream.answer.bodyBytes() > 0) {
      seen.first.add(now - stream.due);
    }
    note(stream, now);
    if (stream.answer.finished()) {
      finish(stream);
    }
  }

  private void note(Stream stream, long now) {
    if (now - start > plan.measuredSeconds() * 1e9) {
      return;
    }
    for (; stream.counted < stream.answer.events(); stream.counted++) {
      if (stream.counted > 0) {
        seen.gaps.add(now - stream.lastEvent);
      }
      stream.lastEvent = now;
    }
  }

  private void finish(Stream stream) {
    int status = stream.answer.status();
    long events = stream.answer.events();
    if (status != 200 || events != plan.events()) {
      fail(
          stream,
          "a stream had status %d and %d events instead of %d"
              .formatted(status, events, plan.events()));
      return;
    }
    remove(stream);
    stream.answer.reset();
    stream.counted = 0;
    idle.push(stream);
  }

  private void fail(Stream stream, String why) {
    close(stream);
    if (!idle.remove(stream)) {
      seen.lose(why);
      remove(stream);
    }
  }

  private void remove(Stream stream) {
    Stream last = running.removeLast();
    if (last != stream) {
      running.set(stream.place, last);
      last.place = stream.place;
    }
  }

  private static void close(Stream stream) {
    try {
      stream.channel.close();
    } catch (IOException e) {
      System.err.println("bench: " + e.getMessage());
    }
  }
}
