import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.util.ArrayList;
import java.util.List;

/**
 * Measures the gateway against nginx. Started by {@code bench/run}, which has started everything
 * else and prints the table; {@code java Bench.java ports N} prints free ports.
 */
final class Bench {
  private final Settings settings;
  private final Table table = new Table();

  private Bench(Settings settings) {
    this.settings = settings;
  }

  public static void main(String[] args) throws IOException {
    if (args[0].equals("ports")) {
      printFreePorts(Integer.parseInt(args[1]));
      return;
    }
    List<String> arguments = List.of(args).subList(1, args.length);
    try {
      Bench bench = new Bench(Settings.of(arguments));
      switch (args[0]) {
        case "measure" -> bench.measure();
        case "others" -> bench.readOthers();
        default -> throw new IllegalArgumentException(args[0]);
      }
    } catch (IOException | UncheckedIOException e) {
      System.err.println("bench: " + e.getMessage());
      System.exit(1);
    }
  }

  private static void printFreePorts(int count) throws IOException {
    List<ServerSocket> held = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      ServerSocket socket = new ServerSocket(0);
      held.add(socket);
      System.out.print(socket.getLocalPort() + (i + 1 < count ? " " : "\n"));
    }
    for (ServerSocket socket : held) {
      socket.close();
    }
  }

  /** Rows that are measured together. */
  private interface Part {
    void measure() throws IOException;
  }

  private void measure() throws IOException {
    Contenders contenders = new Contenders(settings);
    contenders.check();
    StreamRows streams = new StreamRows(settings, contenders, table);
    part(contenders, "rates", () -> new Rates(settings, contenders, table).measure());
    part(contenders, "latency", () -> measureLatency(contenders));
    part(contenders, "first", streams::measureTimes);
    part(contenders, "events", streams::measureEvents);
    part(contenders, "open", () -> new HeldStreams(settings, contenders, table).measure());
    if (!settings.on("stand-in")) {
      part(contenders, "start", () -> new Starts(settings, contenders, table).measure());
      part(contenders, "memory", () -> new Resident(settings, contenders, table).measure());
    }
    part(contenders, "images", () -> new Images(settings, contenders, table).measure());
  }

  private void part(Contenders contenders, String name, Part part) throws IOException {
    if (settings.wanted(name)) {
      part.measure();
      table.moveTo(settings.path("work"));
      contenders.checkRunning();
    }
  }

  private void measureLatency(Contenders contenders) throws IOException {
    System.err.println("p99 at one connection, µs");
    LatencyLoad load = new LatencyLoad();
    Turns turns = new Turns();
    for (String who : Contenders.ALL) {
      Contender contender = contenders.chat(who, "json");
      load.p99Micros(contender, settings.quick() ? 5 : 15);
      turns.add(who, () -> load.p99Micros(contender, settings.quick() ? 1 : 6));
    }
    turns.take(settings.windows());
    var direct = turns.median(Contenders.DIRECT, settings.windows());
    table.ratio(
        "added p99 at one connection, µs",
        Turns.minus(turns.median(Contenders.NGINX, settings.windows()), direct),
        Turns.minus(turns.median(Contenders.GATEWAY, settings.windows()), direct),
        Goal.atMost(3, 2));
  }

  private void readOthers() throws IOException {
    new OtherBenches(settings, table).read();
    table.moveTo(settings.path("work"));
  }
}
