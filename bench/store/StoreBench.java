import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.signalbox.analytics.failures.Failures;
import dev.signalbox.analytics.query.Choice;
import dev.signalbox.analytics.query.Dimension;
import dev.signalbox.analytics.query.Filter;
import dev.signalbox.analytics.query.Span;
import dev.signalbox.analytics.record.FactIds;
import dev.signalbox.analytics.records.Records;
import dev.signalbox.analytics.stats.ClosedDays;
import dev.signalbox.analytics.stats.Requesters;
import dev.signalbox.analytics.stats.Stats;
import dev.signalbox.analytics.stats.StatsQuery;
import dev.signalbox.analytics.store.Area;
import dev.signalbox.analytics.store.Database;
import dev.signalbox.analytics.store.FactWriter;
import dev.signalbox.analytics.store.Place;
import dev.signalbox.analytics.store.Reader;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/** Fills a database with requests of thirty days, asks it what the portal asks, and writes on at steady rates. */
final class StoreBench {
  /** Records a second: what is to be reached, and what is aimed for then. */
  private static final int[] RATES = {20_000, 50_000};

  private final Traffic traffic = new Traffic();

  public static void main(String[] args) {
    new StoreBench().run(place(args[0]), Integer.parseInt(args[1]), Integer.parseInt(args[2]));
  }

  /** A folder, or a JDBC address of PostgreSQL with user and password in its query. */
  private static Place place(String named) {
    return named.startsWith("jdbc:")
        ? new Place.Server(named, "", "")
        : new Place.Folder(Path.of(named));
  }

  private void run(Place place, int count, int seconds) {
    try (Database database = Database.open(place)) {
      long now = System.currentTimeMillis();
      try (FactWriter writer = traffic.writer(database)) {
        traffic.fill(writer, now - Traffic.LENGTH, count);
      }
      // Reads every page of the database, which nobody asks of a gateway.
      try (Reader reader = new Reader(database, Area.FACTS, new Reader.Settings(1, 1, Duration.ofMinutes(10)))) {
        Sizes.print(count, reader);
      }
      try (Reader reader = new Reader(database, Area.FACTS, Reader.Settings.STANDARD)) {
        ask(reader, Instant.ofEpochMilli(now));
      }
      for (int rate : RATES) {
        try (FactWriter writer = traffic.writer(database)) {
          writeSteadily(writer, rate, seconds);
        }
      }
    }
  }

  private static Filter since(Instant now, long millis) {
    return Filter.ALL.within(new Span(now.toEpochMilli() - millis, Span.ALL.until()));
  }

  private void ask(Reader reader, Instant now) {
    Filter day = since(now, Traffic.DAY);
    Filter month = since(now, Traffic.LENGTH);
    Filter old = Filter.ALL.within(new Span(0, now.toEpochMilli() - Traffic.LENGTH / 2));
    System.out.printf("%-44s %9s %9s%n", "", "p50 ms", "p95 ms");
    time("overview, 24 hours", reader, stats(day, false, now));
    time("overview, 24 hours, compared", reader, stats(day, true, now));
    time("overview, 30 days", reader, stats(month, false, now));
    time("overview, 30 days, one project", reader, stats(month.with(Dimension.PROJECT, Choice.of("project-3")), false, now));
    time("overview, all time", reader, stats(Filter.ALL, false, now));
    time(
        "projects",
        reader,
        dsl -> Requesters.of(new Requesters.Query(Dimension.PROJECT, Filter.ALL, Optional.empty(), Optional.empty(), 200, now), dsl));
    time("failures, 24 hours", reader, dsl -> Failures.of(day, now, dsl));
    time("records, newest", reader, page(Filter.ALL));
    time("records, 15 days back", reader, page(old));
    time("records, one project", reader, page(Filter.ALL.with(Dimension.PROJECT, Choice.of("project-3"))));
    time("records, one key", reader, page(Filter.ALL.ownedBy("team-2")));
    time("records, one key and project, 30 days", reader, page(month.ownedBy("team-2").with(Dimension.PROJECT, Choice.of("project-3"))));
    time("records, one session", reader, page(Filter.ALL.with(Dimension.SESSION, Choice.of("session-77"))));
    time("records, failed", reader, page(Filter.ALL.with(Dimension.RESULT, Choice.of("failed"))));
    time("records, provider and status 503", reader, page(Filter.ALL.with(Dimension.FAILED_PROVIDER, Choice.of("groq")).with(Dimension.STATUS, Choice.of("503"))));
    time("records, text that is there", reader, page(text("overloaded")));
    time("records, text that is not, first page", reader, page(text("no such thing")));
    String id = "req_" + Long.toString(FactIds.firstAt(now.toEpochMilli() - Traffic.LENGTH), 36);
    time("one record, the oldest", reader, dsl -> Records.one(id, Filter.ALL, dsl).orElseThrow());
    System.out.println();
  }

  private static Filter text(String text) {
    return new Filter(Span.ALL, Map.of(), 0, Optional.of(text), Optional.empty());
  }

  private static Reader.Question<ObjectNode> stats(Filter filter, boolean compared, Instant now) {
    ClosedDays closedDays = new ClosedDays();
    return dsl -> Stats.of(new StatsQuery(filter, compared, Optional.empty(), now), dsl, closedDays);
  }

  private static Reader.Question<Integer> page(Filter filter) {
    return dsl -> Records.page(new Records.Query(filter, Optional.empty(), 50), dsl).rows().size();
  }

  private static void time(String name, Reader reader, Reader.Question<?> question) {
    long[] nanos = new long[40];
    long deadline = System.nanoTime() + Duration.ofSeconds(20).toNanos();
    int runs = 0;
    for (int i = -10; i < nanos.length && (runs < 5 || System.nanoTime() < deadline); i++) {
      long begun = System.nanoTime();
      reader.ask(question).join();
      if (i >= 0) {
        nanos[runs++] = System.nanoTime() - begun;
      }
    }
    long[] sorted = Arrays.copyOf(nanos, runs);
    Arrays.sort(sorted);
    System.out.printf("%-44s %9.1f %9.1f%n", name, sorted[runs / 2] / 1e6, sorted[Math.min(runs - 1, (int) (runs * 0.95))] / 1e6);
  }

  /** {@code rate} a second, as the clock says. */
  private void writeSteadily(FactWriter writer, int rate, int seconds) {
    long begun = System.nanoTime();
    long total = (long) rate * seconds;
    for (long sent = 0; sent < total; ) {
      long due = Math.min(total, (long) ((System.nanoTime() - begun) / 1e9 * rate));
      for (; sent < due; sent++) {
        writer.offer(traffic.fact(System.currentTimeMillis()));
      }
      LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(1));
    }
    double took = (System.nanoTime() - begun) / 1e9;
    var state = writer.state();
    System.out.printf(
        "asked %,d records/s: written at %,.0f for %.0f s; most waiting %,d of %,d; lost %,d%n",
        rate, (total - state.overflowed() - state.queued()) / took, took, state.mostQueued(), state.capacity(), state.overflowed());
  }
}
