import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Offers a gateway ten times what it can take: how much of its work it still does, and whether it
 * still says how it is. {@code java OverloadBench FOLDER GATEWAY-PORT QUICK}
 */
final class OverloadBench {
  private static final int CONNECTIONS = 32;
  private static final int TIMES = 10;

  private final Path folder;
  private final int port;
  private final int seconds;
  private final int rounds;

  private OverloadBench(Path folder, int port, boolean quick) {
    this.folder = folder;
    this.port = port;
    this.seconds = quick ? 4 : 15;
    this.rounds = quick ? 2 : 5;
  }

  public static void main(String[] args) throws Exception {
    new OverloadBench(Path.of(args[0]), Integer.parseInt(args[1]), args[2].equals("1")).run();
  }

  /**
   * What one window of load gave.
   *
   * @param good answers with 200, a second
   * @param offered all answers and broken connections, a second
   */
  private record Window(double good, double offered, Probe.Seen health) {}

  private void run() throws Exception {
    Connection.awaitListener(port);
    load(CONNECTIONS, seconds == 4 ? 8 : 40); // gets warm
    List<Window> usual = new ArrayList<>();
    List<Window> over = new ArrayList<>();
    for (int round = 0; round < rounds; round++) {
      usual.add(window(CONNECTIONS));
      over.add(window(CONNECTIONS * TIMES));
      System.err.printf("  round %d  %s%n           %s%n", round + 1, usual.getLast(), over.getLast());
    }
    print(usual, over);
  }

  private void print(List<Window> usual, List<Window> over) {
    double capacity = median(usual.stream().map(Window::good).toList());
    double goodput = median(over.stream().map(Window::good).toList());
    double health = median(over.stream().map(each -> each.health().p99()).toList());
    int failures = over.stream().mapToInt(each -> each.health().failures()).sum();
    System.out.printf("| measure | %d connections | %d connections | reach | |%n", CONNECTIONS, CONNECTIONS * TIMES);
    System.out.println("| --- | --- | --- | --- | --- |");
    System.out.printf(
        "| requests/s offered | %,.0f | %,.0f | | |%n",
        median(usual.stream().map(Window::offered).toList()),
        median(over.stream().map(Window::offered).toList()));
    System.out.printf(
        "| requests/s answered with 200 | %,.0f | %,.0f | ≥ 0.9 of capacity: %.2f | %s |%n",
        capacity, goodput, goodput / capacity, verdict(goodput >= 0.9 * capacity));
    System.out.printf(
        "| `/health` p99, ms | %.1f | %.1f | ≤ 100 | %s |%n",
        median(usual.stream().map(each -> each.health().p99()).toList()),
        health,
        verdict(health <= 100));
    System.out.printf(
        "| `/health` that failed | %d | %d | 0 | %s |%n",
        usual.stream().mapToInt(each -> each.health().failures()).sum(),
        failures,
        verdict(failures == 0));
    System.out.printf("%nMedians of %d windows of %d s, in turn.%n", rounds, seconds);
  }

  private static String verdict(boolean good) {
    return good ? "ok" : "**missed**";
  }

  private static double median(List<Double> values) {
    List<Double> sorted = values.stream().sorted().toList();
    return sorted.get(sorted.size() / 2);
  }

  private Window window(int connections) throws IOException, InterruptedException {
    try (Probe probe = new Probe(port, "/health", 20)) {
      String said = load(connections, seconds);
      double all = number(said, "requests in");
      double bad = number(said, "Non-2xx or 3xx responses:");
      return new Window((all - bad) / seconds, (all + broken(said)) / seconds, probe.seen());
    }
  }

  private String load(int connections, int duration) throws IOException, InterruptedException {
    Process process =
        new ProcessBuilder(
                "wrk",
                "-t1",
                "-c" + connections,
                "-d" + duration + "s",
                "--timeout",
                "30s",
                "-s",
                folder.resolve("post.lua").toString(),
                "http://127.0.0.1:" + port + "/v1/chat/completions",
                "--",
                folder.resolve("chat-request.json").toString())
            .redirectErrorStream(true)
            .start();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    if (process.waitFor() != 0) {
      throw new IOException(said);
    }
    return said;
  }

  /** The number beside {@code name}, before or after it; 0 when wrk does not say. */
  private static double number(String said, String name) {
    int at = said.indexOf(name);
    if (at < 0) {
      return 0;
    }
    String line = said.substring(said.lastIndexOf('\n', at) + 1, said.indexOf('\n', at)).strip();
    String digits = name.endsWith(":") ? line.substring(name.length()) : line.substring(0, line.indexOf(' '));
    return Double.parseDouble(digits.strip());
  }

  /** Connections that broke, by {@code Socket errors: connect 0, read 0, write 0, timeout 0}. */
  private static double broken(String said) {
    int at = said.indexOf("Socket errors:");
    double sum = 0;
    if (at >= 0) {
      for (String part : said.substring(at + 14, said.indexOf('\n', at)).toLowerCase(Locale.ROOT).split(",")) {
        sum += Double.parseDouble(part.strip().split(" ")[1]);
      }
    }
    return sum;
  }
}
