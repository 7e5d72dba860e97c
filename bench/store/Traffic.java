import dev.signalbox.analytics.ledger.RequestFact;
import dev.signalbox.analytics.record.AttemptRecord;
import dev.signalbox.analytics.record.Bill;
import dev.signalbox.analytics.record.FactIds;
import dev.signalbox.analytics.record.RequestRecord;
import dev.signalbox.analytics.store.Area;
import dev.signalbox.analytics.store.Database;
import dev.signalbox.analytics.store.FactWriter;
import dev.signalbox.engine.price.PriceSheet;
import dev.signalbox.engine.price.Pricing;
import dev.signalbox.engine.price.Rates;
import dev.signalbox.engine.price.ServiceTier;
import dev.signalbox.engine.price.TokenBuckets;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Random;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;

/** Requests of thirty days as benches store them, from a fixed seed. */
final class Traffic {
  static final long DAY = 86_400_000L;
  static final long LENGTH = 30 * DAY;

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

  /** What writes the facts of {@code database}, at the time of the record that was made last. */
  FactWriter writer(Database database) {
    return new FactWriter(database, Area.FACTS, FactWriter.Settings.STANDARD, () -> Instant.ofEpochMilli(clock.get()));
  }

  /** Stores {@code count} requests, spread evenly from {@code from} on. */
  void fill(FactWriter writer, long from, int count) {
    long begun = System.nanoTime();
    for (int i = 0; i < count; i++) {
      long at = from + (long) (LENGTH * (i / (double) count));
      RequestFact fact = fact(at);
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

  /** The next request, of that time. */
  RequestFact fact(long at) {
    clock.set(at);
    return new RequestFact(record(at), "");
  }

  static long megabytes(Path dir) {
    try (var files = Files.list(dir)) {
      return files.mapToLong(file -> file.toFile().length()).sum() >> 20;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
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
            random.nextInt(3) == 0 ? "session-" + random.nextInt(100_000) : "", List.of()),
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
        List.of(),
        "");
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
        12,
        120,
        900,
        -1);
  }
}
