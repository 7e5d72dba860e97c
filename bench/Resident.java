import java.io.IOException;
import java.util.List;
import java.util.OptionalDouble;
import java.util.concurrent.locks.LockSupport;

/**
 * The memory of a gateway that was just started, then has ten minutes of load, then comes to rest.
 */
final class Resident {
  /** What it may be more at the end of the load than at half time, and still be called flat. */
  private static final double FLAT = 1.1;

  /** What it may be more at rest after the load than before it. */
  private static final double BACK = 1.2;

  private static final int CONNECTIONS = 32;
  private static final int SLICE_SECONDS = 5;

  private final Settings settings;
  private final Contenders contenders;
  private final Table table;

  Resident(Settings settings, Contenders contenders, Table table) {
    this.settings = settings;
    this.contenders = contenders;
    this.table = table;
  }

  void measure() throws IOException {
    System.err.println("resident memory over time, MB");
    int load = settings.quick() ? 30 : 600;
    try (Program program = Program.start(settings, "")) {
      List<Contender> requests = requests(program.port());
      Exchange.status(requests.getFirst());
      Memory memory = new Memory(program.process());
      LockSupport.parkNanos((settings.quick() ? 3 : 20) * 1_000_000_000L);
      double idle = say("idle", memory);
      double files = memory.files();
      load(requests, load / 2);
      double half = say("at half time", memory);
      load(requests, load - load / 2);
      double end = say("at the end of the load", memory);
      double peak = memory.peak();
      long seconds = rest(memory, idle * BACK, settings.quick() ? 20 : 300);
      double rest = say("at rest", memory);
      table.figure("resident memory, idle, MB", OptionalDouble.of(idle), Goal.atMost(220));
      table.figure(
          "resident memory, end of the load ÷ half time",
          OptionalDouble.of(end / half),
          Goal.atMost(FLAT));
      table.figure(
          "resident memory, at rest after the load ÷ idle before",
          OptionalDouble.of(rest / idle),
          Goal.atMost(BACK));
      table.detail(
          ("Resident memory: %.0f MB idle, %.0f of them pages of files, %.0f MB at half time of %,d"
                  + " s of load, %.0f MB at its end, %.0f MB at most, %.0f MB at rest %d s later.")
              .formatted(idle, files, half, load, end, peak, rest, seconds));
      table.detail("");
    }
  }

  private static double say(String when, Memory memory) throws IOException {
    double resident = memory.resident();
    System.err.printf("  %s: %.1f%n", when, resident);
    return resident;
  }

  /** Whole answers, translated ones and streams. */
  private List<Contender> requests(int port) throws IOException {
    return List.of(
        contenders.chat(Contenders.GATEWAY, port),
        contenders.translated(Contenders.GATEWAY + " translated", port),
        contenders.streamed(Contenders.GATEWAY + " streamed", port));
  }

  /** Has {@code requests} take turns for {@code seconds}. */
  private void load(List<Contender> requests, int seconds) throws IOException {
    Wrk wrk = new Wrk(settings.path("folder").resolve("post.lua"), CONNECTIONS);
    long end = System.nanoTime() + seconds * 1_000_000_000L;
    for (int i = 0; System.nanoTime() < end; i++) {
      Contender contender = requests.get(i % requests.size());
      if (wrk.run(contender, Math.min(SLICE_SECONDS, seconds)).isEmpty()) {
        throw new IOException("a request of the load failed");
      }
    }
  }

  /** Waits until {@code memory} is below {@code enough}; returns the seconds that took. */
  private static long rest(Memory memory, double enough, int most) throws IOException {
    long begun = System.nanoTime();
    long end = begun + most * 1_000_000_000L;
    while (System.nanoTime() < end && memory.resident() > enough) {
      LockSupport.parkNanos(1_000_000_000L);
    }
    return (System.nanoTime() - begun) / 1_000_000_000L;
  }
}
