import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;

/**
 * A thousand clients that read streams of 5 MB all leave at once, while somebody asks whether the
 * gateway is ready; and nothing may stay open. {@code java StormBench UPSTREAM-PORT GATEWAY-PORT
 * GATEWAY-PROCESS QUICK}
 */
final class StormBench {
  private static final int STREAM_BYTES = 5 * 1024 * 1024;
  private static final int EVENT_TEXT = 4_000;

  /** Between two events once each client has what it reads: a stream then lasts for minutes. */
  private static final int PAUSE_MILLIS = 100;

  private static final int BEGIN_SECONDS = 180;
  private static final long PATIENCE_NANOS = TimeUnit.SECONDS.toNanos(30);

  /** Descriptors that come and go by themselves, such as those of the database. */
  private static final int OTHER_DESCRIPTORS = 16;

  private final int port;
  private final Path descriptors;
  private final int clients;
  private final int readBytes;
  private final int rounds;
  private final AtomicInteger streams = new AtomicInteger();
  private final ServerSocket upstream;

  private StormBench(int upstreamPort, int port, long process, boolean quick) throws IOException {
    this.port = port;
    this.descriptors = Path.of("/proc/" + process + "/fd");
    this.clients = quick ? 200 : 1_000;
    this.readBytes = (quick ? 64 : 512) * 1024;
    this.rounds = quick ? 2 : 5;
    this.upstream = new ServerSocket(upstreamPort, 2_000, InetAddress.getLoopbackAddress());
  }

  public static void main(String[] args) throws Exception {
    new StormBench(
            Integer.parseInt(args[0]),
            Integer.parseInt(args[1]),
            Long.parseLong(args[2]),
            args[3].equals("1"))
        .run();
  }

  /** What one storm was like. */
  private record Storm(Probe.Seen ready, long quietMillis, long descriptors) {}

  private void run() throws Exception {
    Thread.ofVirtual().start(this::accept);
    Connection.awaitListener(port);
    try (Probe probe = new Probe(port, "/health/ready", 2)) {
      for (int warm = 0; warm < 3; warm++) {
        storm(probe, clients / 10);
      }
      long before = open();
      List<Storm> storms = new ArrayList<>();
      for (int round = 0; round < rounds; round++) {
        Storm storm = storm(probe, clients);
        storms.add(storm);
        System.err.printf("  storm %d  %s%n", round + 1, storm);
      }
      long left = within(() -> open() <= before + OTHER_DESCRIPTORS) ? 0 : open() - before;
      print(storms, left);
    }
  }

  private void print(List<Storm> storms, long left) {
    System.out.println("| measure | median | worst | reach | |");
    System.out.println("| --- | --- | --- | --- | --- |");
    row("`/health/ready` p99, ms", storms.stream().map(each -> each.ready().p99()).toList(), 100);
    row(
        "until no stream is open, ms",
        storms.stream().map(each -> (double) each.quietMillis()).toList(),
        1_000);
    row(
        "`/health/ready` that failed",
        storms.stream().map(each -> (double) each.ready().failures()).toList(),
        0);
    System.out.printf("| descriptors left | %d | %1$d | 0 | %s |%n", left, verdict(left <= 0));
    System.out.printf(
        "%n%d storms of %,d clients that each had read %d KB of a stream of %d MB; each answer of the"
            + " probe in the three seconds from the storm on counts.%n",
        storms.size(), clients, readBytes / 1024, STREAM_BYTES / 1024 / 1024);
  }

  private static void row(String what, List<Double> values, double reach) {
    List<Double> sorted = values.stream().sorted().toList();
    System.out.printf(
        "| %s | %.1f | %.1f | ≤ %.0f | %s |%n",
        what,
        sorted.get(sorted.size() / 2),
        sorted.getLast(),
        reach,
        verdict(sorted.getLast() <= reach));
  }

  private static String verdict(boolean good) {
    return good ? "ok" : "**missed**";
  }

  private Storm storm(Probe probe, int count) throws Exception {
    ConcurrentLinkedQueue<Connection> reading = new ConcurrentLinkedQueue<>();
    CountDownLatch begun = new CountDownLatch(count);
    AtomicInteger failed = new AtomicInteger();
    for (int i = 0; i < count; i++) {
      Thread.ofVirtual().start(() -> begin(reading, begun, failed));
    }
    if (!begun.await(BEGIN_SECONDS, TimeUnit.SECONDS) || failed.get() > 0) {
      throw new IOException("%d of %d streams did not begin".formatted(failed.get(), count));
    }
    probe.seen();
    long began = System.nanoTime();
    boolean reset = false;
    for (Connection connection : reading) {
      if (reset) {
        connection.abort();
      } else {
        connection.close();
      }
      reset = !reset;
    }
    boolean quiet = within(() -> streams.get() == 0);
    long quietMillis =
        quiet ? TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - began) : Long.MAX_VALUE;
    Thread.sleep(Math.max(0, 3_000 - TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - began)));
    return new Storm(probe.seen(), quietMillis, open());
  }

  private void begin(
      ConcurrentLinkedQueue<Connection> reading, CountDownLatch begun, AtomicInteger failed) {
    try {
      Connection connection = new Connection(port);
      reading.add(connection);
      int status =
          connection.ask(
              Connection.post(
                  "/v1/chat/completions",
                  "{\"model\":\"mock/m\",\"stream\":true,\"messages\":[{\"role\":\"user\",\"content\":\"storm\"}]}"),
              readBytes);
      if (status != 200) {
        failed.incrementAndGet();
        System.err.println("storm: a stream is answered with " + status);
      }
    } catch (IOException e) {
      failed.incrementAndGet();
      System.err.println("storm: a stream did not begin: " + e.getMessage());
    } finally {
      begun.countDown();
    }
  }

  private static boolean within(BooleanSupplier condition) throws InterruptedException {
    long until = System.nanoTime() + PATIENCE_NANOS;
    while (!condition.getAsBoolean()) {
      if (System.nanoTime() > until) {
        return false;
      }
      Thread.sleep(1);
    }
    return true;
  }

  private long open() {
    try (Stream<Path> all = Files.list(descriptors)) {
      return all.count();
    } catch (IOException e) {
      throw new java.io.UncheckedIOException("the gateway is gone", e);
    }
  }

  private void accept() {
    byte[] head =
        "HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\nTransfer-Encoding: chunked\r\n\r\n"
            .getBytes(StandardCharsets.US_ASCII);
    String event =
        "data: {\"id\":\"c\",\"object\":\"chat.completion.chunk\",\"created\":1,\"model\":\"m\",\"choices\":[{\"index\":0,\"delta\":{\"content\":\"%s\"},\"finish_reason\":null}]}\n\n"
            .formatted("w".repeat(EVENT_TEXT));
    byte[] chunk =
        (Integer.toHexString(event.length()) + "\r\n" + event + "\r\n")
            .getBytes(StandardCharsets.US_ASCII);
    while (true) {
      try {
        Socket socket = upstream.accept();
        Thread.ofVirtual().start(() -> stream(socket, head, chunk));
      } catch (IOException e) {
        return;
      }
    }
  }

  private void stream(Socket socket, byte[] head, byte[] chunk) {
    streams.incrementAndGet();
    try (socket) {
      InputStream in = new BufferedInputStream(socket.getInputStream());
      skipRequest(in);
      OutputStream out = socket.getOutputStream();
      out.write(head);
      socket.setSoTimeout(PAUSE_MILLIS);
      for (int sent = 0; sent < STREAM_BYTES; sent += chunk.length) {
        out.write(chunk);
        if (sent > readBytes && hasLeft(in)) {
          return;
        }
      }
      out.write("0\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
    } catch (IOException e) {
      // the gateway has left, as it should
    } finally {
      streams.decrementAndGet();
    }
  }

  /** Waits between two events; whether the gateway has closed meanwhile. */
  private static boolean hasLeft(InputStream in) throws IOException {
    try {
      return in.read() < 0;
    } catch (SocketTimeoutException e) {
      return false;
    }
  }

  private static void skipRequest(InputStream in) throws IOException {
    StringBuilder head = new StringBuilder();
    while (head.indexOf("\r\n\r\n") < 0) {
      int next = in.read();
      if (next < 0) {
        throw new IOException("no request");
      }
      head.append((char) next);
    }
    String lower = head.toString().toLowerCase();
    int length = lower.indexOf("content-length:") + "content-length:".length();
    in.skipNBytes(Long.parseLong(lower.substring(length, lower.indexOf('\r', length)).strip()));
  }
}
