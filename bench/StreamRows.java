import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.List;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.function.ToDoubleFunction;

/** How soon a stream begins, how evenly it goes on, and what its events cost. */
final class StreamRows {
  /** Streams a second whose first byte counts: they come whole, so that hardly two run at once. */
  private static final double FIRST_PER_SECOND = 400;

  /** Streams a second whose gaps count: with two seconds each, fifty run at once. */
  private static final double GAPS_PER_SECOND = 25;

  /**
   * Lateness of the load at p99, in microseconds, that its figures are still worth something with.
   */
  private static final double MOST_LATE = 2_000;

  private final Settings settings;
  private final Contenders contenders;
  private final Table table;
  private final Path stream;

  StreamRows(Settings settings, Contenders contenders, Table table) {
    this.settings = settings;
    this.contenders = contenders;
    this.table = table;
    this.stream = settings.path("folder").resolve("chat-stream.txt");
  }

  /** A figure of a window. */
  private enum Figure {
    FIRST_P50("first byte, p50", seen -> seen.first.micros(0.5)),
    FIRST_P99("first byte, p99", seen -> seen.first.micros(0.99)),
    FIRST_MAX("first byte, max", seen -> seen.first.micros(1)),
    LATE_P99("of that the load was late, p99", seen -> seen.late.micros(0.99)),
    GAP_P50("gap between events, p50", seen -> seen.gaps.micros(0.5)),
    GAP_P99("gap between events, p99", seen -> seen.gaps.micros(0.99)),
    GAP_MAX("gap between events, max", seen -> seen.gaps.micros(1));

    final String says;
    final ToDoubleFunction<OpenStreams.Seen> figure;

    Figure(String says, ToDoubleFunction<OpenStreams.Seen> figure) {
      this.says = says;
      this.figure = figure;
    }

    String of(String who) {
      return who + ": " + says;
    }
  }

  /** First byte and gaps, of streams that are due at fixed times. */
  void measureTimes() throws IOException {
    double seconds = settings.quick() ? 2 : 8;
    System.err.println("first byte of streams, " + (int) FIRST_PER_SECOND + " a second");
    // A closed loop first: it makes more requests in the time than a fixed rate.
    for (String who : Contenders.ALL) {
      new LatencyLoad().p99Micros(contenders.chat(who, "sse"), settings.quick() ? 5 : 15);
    }
    long whole = Files.readString(stream).split("\n\n").length;
    Turns first =
        take(
            "sse",
            OpenStreams.Plan.of(FIRST_PER_SECOND, seconds, whole),
            EnumSet.range(Figure.FIRST_P50, Figure.LATE_P99));
    System.err.println("gaps between events, " + (int) GAPS_PER_SECOND + " streams a second");
    Turns gaps =
        take(
            "paced",
            OpenStreams.Plan.of(GAPS_PER_SECOND, seconds, StreamMock.events(stream).size()),
            EnumSet.range(Figure.GAP_P50, Figure.GAP_MAX));
    table.ratio(
        "first stream byte: added p99, µs",
        added(first, Contenders.NGINX),
        added(first, Contenders.GATEWAY),
        Goal.atMost(3, 2));
    table.detail("| streams at fixed times, µs | direct | nginx | signalbox |");
    table.detail("| --- | --- | --- | --- |");
    detail(first, EnumSet.range(Figure.FIRST_P50, Figure.LATE_P99));
    detail(gaps, EnumSet.range(Figure.GAP_P50, Figure.GAP_MAX));
    table.detail("");
  }

  /** Events that the contender relays for a second of its CPU time. */
  void measureEvents() throws IOException {
    int streams = settings.number("streams");
    System.err.println("events per second of CPU time, " + streams + " streams");
    double seconds = settings.quick() ? 2 : 10;
    long events = StreamMock.events(stream).size();
    Turns turns = new Turns();
    for (String who : List.of(Contenders.NGINX, Contenders.GATEWAY)) {
      Contender contender = contenders.chat(who, "paced");
      CpuTime time = contenders.cpuOf(who);
      new StreamLoad(contender, time, events).eventsPerCpuSecond(streams, seconds);
      turns.add(
          who, () -> new StreamLoad(contender, time, events).eventsPerCpuSecond(streams, seconds));
    }
    turns.take(settings.windows());
    table.ratio(
        "stream events per CPU-second",
        turns.median(Contenders.NGINX, settings.windows()),
        turns.median(Contenders.GATEWAY, settings.windows()),
        Goal.atLeast(0.25, 0.4));
  }

  private Turns take(String upstream, OpenStreams.Plan plan, Set<Figure> figures)
      throws IOException {
    Turns turns = new Turns();
    for (String who : Contenders.ALL) {
      Contender contender = contenders.chat(who, upstream);
      figures.forEach(figure -> turns.add(figure.of(who)));
      turns.add(who, () -> window(turns, contender, plan, figures));
    }
    return turns.take(settings.windows());
  }

  private static OptionalDouble window(
      Turns turns, Contender contender, OpenStreams.Plan plan, Set<Figure> figures) {
    try {
      OpenStreams.Seen seen = new OpenStreams(List.of(contender), plan).run();
      if (seen.lost > 0) {
        throw new IOException(seen.lost + " streams failed, the first: " + seen.reason);
      }
      if (figures.contains(Figure.LATE_P99) && seen.late.micros(0.99) > MOST_LATE) {
        throw new IOException("the load was late by %.0f µs".formatted(seen.late.micros(0.99)));
      }
      for (Figure figure : figures) {
        turns.note(figure.of(contender.name()), figure.figure.applyAsDouble(seen));
      }
      Samples shown = figures.contains(Figure.FIRST_P99) ? seen.first : seen.gaps;
      return OptionalDouble.of(shown.micros(0.99));
    } catch (IOException e) {
      System.err.println("bench: " + contender.name() + ": " + e.getMessage());
      return OptionalDouble.empty();
    }
  }

  private OptionalDouble added(Turns turns, String who) {
    return Turns.minus(
        turns.median(Figure.FIRST_P99.of(who), settings.windows()),
        turns.median(Figure.FIRST_P99.of(Contenders.DIRECT), settings.windows()));
  }

  private void detail(Turns turns, Set<Figure> figures) {
    for (Figure figure : figures) {
      StringBuilder line = new StringBuilder("| " + figure.says + " |");
      for (String who : Contenders.ALL) {
        OptionalDouble median = turns.median(figure.of(who), settings.windows());
        line.append(' ').append(Table.shown(median)).append(" |");
      }
      table.detail(line.toString());
    }
  }
}
