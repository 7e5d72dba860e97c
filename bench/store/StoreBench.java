import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.signalbox.analytics.failures.Failures;
import dev.signalbox.analytics.ledger.RequestFact;
import dev.signalbox.analytics.query.Choice;
import dev.signalbox.analytics.query.Dimension;
import dev.signalbox.analytics.query.Filter;
import dev.signalbox.analytics.query.Span;
import dev.signalbox.analytics.record.AttemptRecord;
import dev.signalbox.analytics.record.Bill;
import dev.signalbox.analytics.record.FactIds;
import dev.signalbox.analytics.record.RequestRecord;
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
import dev.signalbox.engine.price.PriceSheet;
import dev.signalbox.engine.price.Pricing;
import dev.signalbox.engine.price.Rates;
import dev.signalbox.engine.price.ServiceTier;
import dev.signalbox.engine.price.TokenBuckets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;

/** Fills a database with requests of thirty days, asks it what the portal asks, and writes on at a steady rate. */
final class StoreBench {
  private static final long DAY = 86_400_000L;
  private static final long LENGTH = 30 * DAY;
  private static final PriceSheet SHEET =
      PriceSheet.of(Rates.of(3_000_000_000L, 15_000_000_000L), "a price list", LocalDate.of(2026, 11, 1));
  private static final List<String> MODELS =
      List.of(
          "openai/gpt-6-luna",
          "openai/gpt-6-sol",
          "anthropic/claude-haiku-5-5",
          "anthropic/claude-sonnet-5-5",
          "google/gemini-3.8-flash",
          "groq/llama-3.3-70b");

  private final Random random = new Random(1);
  private final AtomicLong clock = new AtomicLong();
  private long made;

  public static void main(String[] args) {
    new StoreBench().run(Path.of(args[0]), Integer.parseInt(args[1]), Integer.parseInt(args[2]));
  }

  private void run(Path dir, int count, int seconds) {
    try (Database database = Database.open(new Place.Folder(dir))) {
      long now = System.currentTimeMillis();
      try (FactWriter writer = writer(database)) {
        fill(writer, now - LENGTH, count);
      }
      System.out.printf("%,d records, %,d MB%n%n", count, megabytes(dir));
      try (Reader reader = new Reader(database, Area.FACTS, Reader.Settings.STANDARD)) {
        ask(reader, Instant.ofEpochMilli(now));
      }
      try (FactWriter writer = writer(database)) {
        writeSteadily(writer, seconds);
      }
    }
  }

  private FactWriter writer(Database database) {
    return new FactWriter(database, Area.FACTS, FactWriter.Settings.STANDARD, () -> Instant.ofEpochMilli(clock.get()));
  }

  private void fill(FactWriter writer, long from, int count) {
    long begun = System.nanoTime();
    for (int i = 0; i < count; i++) {
      long at = from + (long) (LENGTH * (i / (double) count));
      clock.set(at);
      RequestFact fact = new RequestFact(record(at), "");
      while (writer.state().queued() > 30_000) {
        LockSupport.parkNanos(1_000_000);
      }
      writer.offer(fact);
    }
    while (writer.state().queued() > 0) {
      LockSupport.parkNanos(1_000_000);
    }
    System.out.printf("filled at %,.0f records/s%n", count / ((System.nanoTime() - begun) / 1e9));
  }

  private static long megabytes(Path dir) {
    try (var files = Files.list(dir)) {
      return files.mapToLong(file -> file.toFile().length()).sum() >> 20;
    } catch (java.io.IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  private RequestRecord record(long at) {
    Instant time = Instant.ofEpochMilli(at);
    String served = MODELS.get(random.nextInt(MODELS.size()));
    int fate = random.nextInt(100);
    List<AttemptRecord> attempts = new ArrayList<>(2);
    if (fate < 5) {
      attempts.add(attempt(time, MODELS.get(random.nextInt(MODELS.size())), "transient"));
    }
    attempts.add(attempt(time, served, fate == 0 ? "transient" : ""));
    long number = FactIds.firstAt(at) + made++ % 4_000_000;
    int project = random.nextInt(8);
    return new RequestRecord(
        number,
        "req_" + Long.toString(number, 36),
        time,
        new RequestRecord.From(
            "chat/completions",
            "",
            "team-" + project % 4,
            "project-" + project,
            "source-" + random.nextInt(4),
            random.nextInt(3) == 0 ? "session-" + random.nextInt(100_000) : ""),
        new RequestRecord.Asked("auto", random.nextBoolean(), random.nextBoolean() ? "balanced" : "cheap", "chat", "d_" + Long.toString(number, 36)),
        fate == 0 ? "" : served,
        fate == 0
            ? new RequestRecord.Ending(503, "unavailable", "the provider `openai` answered 503: overloaded")
            : new RequestRecord.Ending(200, "ok", ""),
        Optional.empty(),
        true,
        OptionalLong.of(1_000),
        List.of(),
        attempts,
        new RequestRecord.Timing(200 + random.nextLong(20_000), 50 + random.nextLong(3_000), 400),
        List.of());
  }

  private AttemptRecord attempt(Instant at, String target, String fault) {
    int slash = target.indexOf('/');
    TokenBuckets tokens = new TokenBuckets(random.nextLong(5_000), random.nextLong(2_000), 0, 0, 0, random.nextLong(900), 0, 0);
    Bill bill =
        fault.isEmpty()
            ? new Bill(Bill.Charge.REPORTED, ServiceTier.STANDARD, tokens, Optional.of(Pricing.cost(SHEET, tokens, at, ServiceTier.STANDARD)), "bench")
            : Bill.NONE;
    return new AttemptRecord(
        at,
        target.substring(0, slash),
        target.substring(slash + 1),
        "",
        fault.isEmpty() ? 200 : 503,
        fault.isEmpty() ? AttemptRecord.ANSWERED : "http_503",
        fault,
        "body",
        "key-1",
        false,
        bill,
        120,
        900);
  }

  private static Filter since(Instant now, long millis) {
    return Filter.ALL.within(new Span(now.toEpochMilli() - millis, Span.ALL.until()));
  }

  private void ask(Reader reader, Instant now) {
    Filter day = since(now, DAY);
    Filter month = since(now, LENGTH);
    Filter old = Filter.ALL.within(new Span(0, now.toEpochMilli() - LENGTH / 2));
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
    String id = "req_" + Long.toString(FactIds.firstAt(now.toEpochMilli() - LENGTH), 36);
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

  /** Twenty thousand a second, as the clock says. */
  private void writeSteadily(FactWriter writer, int seconds) {
    int rate = 20_000;
    long begun = System.nanoTime();
    long total = (long) rate * seconds;
    for (long sent = 0; sent < total; ) {
      long due = Math.min(total, (long) ((System.nanoTime() - begun) / 1e9 * rate));
      for (; sent < due; sent++) {
        long now = System.currentTimeMillis();
        clock.set(now);
        writer.offer(new RequestFact(record(now), ""));
      }
      LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(1));
    }
    double took = (System.nanoTime() - begun) / 1e9;
    var state = writer.state();
    System.out.printf(
        "written at %,.0f records/s for %.0f s; most waiting %,d of %,d; lost %,d%n",
        total / took, took, state.mostQueued(), state.capacity(), state.overflowed());
  }
}
