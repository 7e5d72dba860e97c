import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalDouble;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;

/** Thousands of streams that are open at once for a minute, with an event a second each. */
final class HeldStreams {
  /** Streams for which the aim is asked. */
  private static final int AIM = 20_000;

  /** The heap that they may take, in megabytes. */
  private static final int HEAP = 512;

  /** Classes that a profile lists. */
  private static final int CLASSES = 20;

  private final Settings settings;
  private final Contenders contenders;
  private final Table table;
  private final int streams;
  private final int perSecond;
  private final int seconds;

  HeldStreams(Settings settings, Contenders contenders, Table table) {
    this.settings = settings;
    this.contenders = contenders;
    this.table = table;
    this.streams = settings.number("open");
    this.perSecond = settings.number("ramp");
    this.seconds = settings.number("open-seconds");
  }

  /** What a contender gave. */
  private record Outcome(OpenStreams.Seen seen, Size size) {}

  /**
   * The memory of a contender, in megabytes.
   *
   * @param heap what lives on its heap, if it has one
   * @param classes what most of that is, if it is asked for
   */
  private record Size(double resident, OptionalDouble heap, List<String> classes) {}

  void measure() throws IOException {
    Outcome nginx = hold(Contenders.NGINX);
    Outcome gateway = hold(Contenders.GATEWAY);
    String all = "%,d streams open for %d s: ".formatted(streams, seconds);
    table.figure(all + "lost", lost(nginx.seen()), lost(gateway.seen()), Goal.atMost(0));
    if (!settings.on("stand-in")) {
      boolean aimed = streams >= AIM && lost(gateway.seen()).getAsDouble() == 0;
      table.figure(
          all + "live heap, MB",
          gateway.size().heap(),
          new Goal(
              "≤ " + HEAP,
              figure -> figure <= HEAP,
              "%,d streams".formatted(AIM),
              figure -> figure <= HEAP && aimed));
    }
    table.figure(
        all + "resident, MB",
        OptionalDouble.of(nginx.size().resident()),
        OptionalDouble.of(gateway.size().resident()),
        Goal.NONE);
    gap(all + "gap between events, p50, ms", 0.5, nginx, gateway);
    gap(all + "gap between events, p99, ms", 0.99, nginx, gateway);
    gap(all + "gap between events, max, ms", 1, nginx, gateway);
    if (!gateway.size().classes().isEmpty()) {
      table.detail("```");
      gateway.size().classes().forEach(table::detail);
      table.detail("```");
      table.detail("");
    }
  }

  private OptionalDouble lost(OpenStreams.Seen seen) {
    // Those that had ended before the last began are as bad as lost.
    return OptionalDouble.of(Math.max(seen.lost, streams - seen.most));
  }

  private void gap(String measure, double share, Outcome nginx, Outcome gateway) {
    table.figure(
        measure,
        OptionalDouble.of(nginx.seen().gaps.micros(share) / 1e3),
        OptionalDouble.of(gateway.seen().gaps.micros(share) / 1e3),
        Goal.NONE);
  }

  private Outcome hold(String who) throws IOException {
    System.err.printf("%,d streams open for %d s%n", streams, seconds);
    // Unless they did other rows before, they are not warm.
    new LatencyLoad().p99Micros(contenders.chat(who, "sse"), settings.quick() ? 5 : 15);
    double measured = streams / (double) perSecond + seconds;
    OpenStreams load =
        new OpenStreams(
            contenders.held(who, streams),
            new OpenStreams.Plan(
                perSecond, streams, settings.number("held-events"), measured, measured + 60));
    // Memory is looked at when gaps are no longer noted, since a collection makes some.
    Executor afterwards =
        CompletableFuture.delayedExecutor((long) (measured * 1e3), TimeUnit.MILLISECONDS);
    CompletableFuture<Size> size = CompletableFuture.supplyAsync(() -> size(who), afterwards);
    OpenStreams.Seen seen = load.run();
    System.err.printf("  %s: %,d at once, %,d lost %s%n", who, seen.most, seen.lost, seen.reason);
    return new Outcome(seen, size.join());
  }

  private Size size(String who) {
    try {
      Memory memory = new Memory(contenders.process(who));
      double resident = memory.resident();
      if (who.equals(Contenders.NGINX) || settings.on("stand-in")) {
        return new Size(resident, OptionalDouble.empty(), List.of());
      }
      Path jdk = settings.path("jdk");
      return new Size(
          resident,
          OptionalDouble.of(memory.liveHeap(jdk)),
          settings.on("profile") ? memory.classes(jdk, CLASSES) : List.of());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
