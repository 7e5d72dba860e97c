package dev.signalbox.analytics.ledger;

import dev.signalbox.analytics.record.AttemptRecord;
import dev.signalbox.analytics.record.Bill;
import dev.signalbox.analytics.record.FactIds;
import dev.signalbox.analytics.record.RequestRecord;
import dev.signalbox.engine.price.PriceSheet;
import dev.signalbox.engine.price.Pricing;
import dev.signalbox.engine.price.Rates;
import dev.signalbox.engine.price.ServiceTier;
import dev.signalbox.engine.price.TokenBuckets;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Random;

/** Makes records of requests from a seed. */
public final class Requests {
  /** $3 and $15 per million tokens. */
  public static final PriceSheet SHEET =
      PriceSheet.of(
          Rates.of(3_000_000_000L, 15_000_000_000L), "a price list", LocalDate.of(2026, 11, 1));

  private static final List<String> PROJECTS = List.of("", "shop", "search", "support");
  private static final List<String> SOURCES = List.of("", "web", "batch");
  private static final List<String> KEYS = List.of("team-a", "team-b");
  private static final List<String> SESSIONS = List.of("", "", "s1", "s2");
  private static final List<List<String>> TAGS =
      List.of(List.of(), List.of("night"), List.of("nightly", "v_2"), List.of("V_2", "night"));
  private static final List<String> MODELS =
      List.of("openai/gpt-5-mini", "anthropic/claude-haiku-4-5", "google/gemini-2.5-flash");

  private final Random random;
  private long made;
  private final Instant from;
  private final long spanMillis;

  /** Requests spread over {@code spanMillis} from {@code from} on. */
  public Requests(long seed, Instant from, long spanMillis) {
    this.random = new Random(seed);
    this.from = from;
    this.spanMillis = spanMillis;
  }

  /** The next {@code count} of them. */
  public List<RequestRecord> next(int count) {
    List<RequestRecord> records = new ArrayList<>(count);
    for (int i = 0; i < count; i++) {
      records.add(next());
    }
    return records;
  }

  private RequestRecord next() {
    Instant at = from.plusMillis(random.nextLong(spanMillis));
    String served = MODELS.get(random.nextInt(MODELS.size()));
    List<AttemptRecord> attempts = new ArrayList<>();
    if (random.nextInt(10) == 0) {
      attempts.add(attempt(at, "openai/gpt-5", "transient", Bill.NONE));
    }
    boolean fails = random.nextInt(20) == 0;
    attempts.add(
        fails
            ? attempt(at, served, "transient", Bill.NONE)
            : attempt(at, served, "", bill(at, random.nextInt(50) == 0)));
    long number = FactIds.firstAt(at.toEpochMilli()) + made++;
    return new RequestRecord(
        number,
        "req_" + number,
        at,
        new RequestRecord.From(
            "chat/completions",
            "",
            pick(KEYS),
            pick(PROJECTS),
            pick(SOURCES),
            pick(SESSIONS),
            TAGS.get((int) (number % TAGS.size()))),
        new RequestRecord.Asked("auto", random.nextBoolean(), "balanced", "chat", "d_" + number),
        fails ? "" : served,
        fails
            ? new RequestRecord.Ending(503, "unavailable", "nobody answered")
            : new RequestRecord.Ending(200, "ok", ""),
        Optional.empty(),
        true,
        OptionalLong.of(1_000),
        random.nextInt(30) == 0 ? List.of("top_k:dropped") : List.of(),
        attempts,
        new RequestRecord.Timing(random.nextLong(60_000), random.nextLong(-1, 5_000), 400),
        List.of(),
        number % 2 == 0 ? "%032x".formatted(number) : "");
  }

  private String pick(List<String> choices) {
    return choices.get(random.nextInt(choices.size()));
  }

  private Bill bill(Instant at, boolean estimated) {
    TokenBuckets tokens =
        new TokenBuckets(
            random.nextLong(5_000), random.nextLong(2_000), 0, 0, 0, random.nextLong(900), 0, 0);
    return new Bill(
        estimated ? Bill.Charge.ESTIMATED : Bill.Charge.REPORTED,
        ServiceTier.STANDARD,
        tokens,
        Optional.of(Pricing.cost(SHEET, tokens, at, ServiceTier.STANDARD)),
        "a model");
  }

  private static AttemptRecord attempt(Instant at, String target, String fault, Bill bill) {
    int slash = target.indexOf('/');
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
        fault.isEmpty() ? -1 : 2_000);
  }
}
