import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.LongAdder;
import java.util.concurrent.locks.LockSupport;
import java.util.function.ToDoubleFunction;

/** Compares the requests a second that a gateway serves with fifty pages that look on and with none. */
final class LiveBench {
  private static final int PAGES = 50;
  private static final int CONNECTIONS = 32;
  private static final int SECONDS = 4;

  /** How often a gateway that has just been started is tried, ten times a second. */
  private static final int START_TRIES = 300;

  private final Contender contender;
  private final Wrk wrk;
  private final CpuTime process;
  private final boolean quick;
  private final LongAdder events = new LongAdder();
  private double watched;

  private LiveBench(Path folder, int port, CpuTime process, boolean quick) throws IOException {
    this.contender =
        Contender.of(
            "signalbox", port, "/v1/chat/completions", folder.resolve("chat-request.json"));
    this.wrk = new Wrk(folder.resolve("post.lua"), CONNECTIONS);
    this.process = process;
    this.quick = quick;
  }

  public static void main(String[] args) throws IOException {
    new LiveBench(
            Path.of(args[0]),
            Integer.parseInt(args[1]),
            new CpuTime(Long.parseLong(args[2])),
            args[3].equals("1"))
        .run();
  }

  private void run() throws IOException {
    awaitStart();
    wrk.run(contender, quick ? 10 : 60);
    int rounds = quick ? 7 : 25;
    List<Window[]> pairs = new ArrayList<>();
    for (int round = 0; round < 2 * rounds && pairs.size() < rounds; round++) {
      boolean pagesFirst = round % 2 == 1;
      Optional<Window> one = pagesFirst ? watched() : window();
      Optional<Window> other = pagesFirst ? window() : watched();
      if (one.isPresent() && other.isPresent()) {
        Window none = pagesFirst ? other.get() : one.get();
        Window all = pagesFirst ? one.get() : other.get();
        pairs.add(new Window[] {none, all});
        System.err.printf(
            "  round %d  none %.1f  %d pages %.1f%n",
            round + 1, none.perSecond(), PAGES, all.perSecond());
      }
    }
    System.out.println("| measure | no page | " + PAGES + " pages | ratio | reach |");
    System.out.println("| --- | --- | --- | --- | --- |");
    print("requests/s", pairs, Window::perSecond, "≥ 0.95");
    print("CPU µs per request", pairs, Window::micros, "≤ 1.05");
    System.out.printf(
        "%nMedians of %d pairs of windows of %d s, the ratio that of the pairs. %,d events came to the"
            + " pages, %.0f a second for each.%n",
        pairs.size(), SECONDS, events.sum(), events.sum() / PAGES / watched);
  }

  /** What a window gave. */
  private record Window(double perSecond, double micros) {}

  private static void print(
      String what, List<Window[]> pairs, ToDoubleFunction<Window> figure, String reach) {
    System.out.printf(
        "| %s | %,.1f | %,.1f | %.3f | %s |%n",
        what,
        median(pairs, pair -> figure.applyAsDouble(pair[0])),
        median(pairs, pair -> figure.applyAsDouble(pair[1])),
        median(pairs, pair -> figure.applyAsDouble(pair[1]) / figure.applyAsDouble(pair[0])),
        reach);
  }

  private static double median(List<Window[]> pairs, ToDoubleFunction<Window[]> figure) {
    double[] sorted = pairs.stream().mapToDouble(figure).sorted().toArray();
    return sorted.length == 0 ? Double.NaN : sorted[sorted.length / 2];
  }

  private Optional<Window> window() {
    double before = process.seconds();
    return wrk.run(contender, SECONDS)
        .map(
            run ->
                new Window(run.perSecond(), (process.seconds() - before) * 1e6 / run.count()));
  }

  private Optional<Window> watched() {
    List<Socket> pages = new ArrayList<>();
    try {
      for (int i = 0; i < PAGES; i++) {
        pages.add(page());
      }
      watched += SECONDS;
      return window();
    } catch (IOException e) {
      System.err.println("bench: " + e.getMessage());
      return Optional.empty();
    } finally {
      for (Socket page : pages) {
        close(page);
      }
    }
  }

  /** A page that reads all it is told. */
  private Socket page() throws IOException {
    Socket socket = new Socket(InetAddress.getLoopbackAddress(), contender.port());
    socket
        .getOutputStream()
        .write("GET /v1/live HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
    BufferedReader lines =
        new BufferedReader(
            new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8));
    if (!lines.readLine().contains("200")) {
      throw new IOException("a page was refused");
    }
    Thread.ofVirtual().start(() -> read(lines));
    return socket;
  }

  private void read(BufferedReader lines) {
    try {
      String line = lines.readLine();
      while (line != null) {
        if (line.startsWith("event: ")) {
          events.increment();
        }
        line = lines.readLine();
      }
    } catch (IOException e) {
      // the page was closed
    }
  }

  private static void close(Socket socket) {
    try {
      socket.close();
    } catch (IOException e) {
      System.err.println("bench: " + e.getMessage());
    }
  }

  private void awaitStart() throws IOException {
    for (int i = 0; i < START_TRIES; i++) {
      try (Socket _ = new Socket(InetAddress.getLoopbackAddress(), contender.port())) {
        return;
      } catch (ConnectException e) {
        LockSupport.parkNanos(100_000_000);
      }
    }
    throw new IOException("the gateway did not start");
  }
}
