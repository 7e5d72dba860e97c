package dev.signalbox.gateway.demo;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.signalbox.analytics.record.RequestRecord;
import dev.signalbox.gateway.demo.PastFate.Fate;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;

/**
 * Writes a past into a gateway that has just started: requests of the teams, decided by the engine,
 * with calls that failed, tokens, costs, times, and what was said of the answers.
 */
public final class SamplePast {
  /**
   * After its end a day may still get requests for so long; what is remembered of it then stays.
   */
  private static final Duration STILL_OPEN = Duration.ofHours(3);

  /** One answer in so many is spoken of, at the most; there is no need to learn from all. */
  private static final int JUDGED = 4;

  private final PastKeeper keeper;
  private final long seed;
  private final Instant now;
  private final Extent extent;

  /**
   * How much of it there is.
   *
   * @param length how far it goes back
   * @param requests how many it has
   */
  public record Extent(Duration length, int requests) {
    /** A week that fills all charts. */
    public static final Extent WEEK = new Extent(Duration.ofDays(7), 20_000);
  }

  /**
   * A past that is not written yet.
   *
   * @param now when it ends
   */
  public SamplePast(PastKeeper keeper, long seed, Instant now, Extent extent) {
    this.keeper = keeper;
    this.seed = seed;
    this.now = now;
    this.extent = extent;
  }

  /** Writes it, a day after the other; blocks. */
  public Written write() {
    SplittableRandom random = new SplittableRandom(seed);
    Errands errands = new Errands(seed, "past-");
    PastFate fate = new PastFate(keeper, now, random);
    List<ObjectNode> signals = new ArrayList<>();
    int written = 0;
    for (List<Instant> part : parts(random).values()) {
      List<RequestRecord> records = new ArrayList<>(part.size());
      for (Instant at : part) {
        Fate each = fate.of(errands.next(at.atZone(ZoneOffset.UTC).getHour()), at);
        each.made()
            .ifPresent(made -> keeper.keep(made.kept(), made.decision(), each.record().number()));
        judge(each, random, signals);
        records.add(each.record());
      }
      // INVARIANT: a day that is over is stored whole, as its sums may be remembered.
      keeper.keep(records, now).toCompletableFuture().join();
      written += records.size();
    }
    return new Written(written, signals);
  }

  /**
   * What was written.
   *
   * @param signals what is said of the answers, to be reported
   */
  public record Written(int requests, List<ObjectNode> signals) {}

  /** What is stored together: a day, of the last two an hour. */
  private Map<Instant, List<Instant>> parts(SplittableRandom random) {
    Map<Instant, List<Instant>> parts = new LinkedHashMap<>();
    for (Instant at : Rhythm.past(now.minus(extent.length()), now, extent.requests(), random)) {
      Instant day = at.truncatedTo(ChronoUnit.DAYS);
      boolean over = day.plus(Duration.ofDays(1)).plus(STILL_OPEN).isBefore(now);
      parts
          .computeIfAbsent(over ? day : at.truncatedTo(ChronoUnit.HOURS), _ -> new ArrayList<>())
          .add(at);
    }
    return parts;
  }

  private static void judge(Fate fate, SplittableRandom random, List<ObjectNode> signals) {
    RequestRecord record = fate.record();
    Errand errand = fate.errand();
    if (record.result().isError()
        || errand.door() == Errand.Door.EMBEDDINGS
        || random.nextInt(JUDGED) > 0) {
      return;
    }
    String model = record.served().substring(record.served().indexOf('/') + 1);
    Worth.signal(
            errand,
            record.asked().decision(),
            Worth.of(model, errand.task(), Duration.ofDays(-1)),
            random)
        .ifPresent(signals::add);
  }
}
