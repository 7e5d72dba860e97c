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
 * Writes a past into a gateway that has just started: requests of the same teams, decided by the
 * engine, with calls that failed, tokens, costs, times, and what was said of the answers.
 */
public final class SamplePast {
  /** How far it goes back. */
  public static final Duration LENGTH = Duration.ofDays(7);

  /** How many requests it has. */
  public static final int REQUESTS = 20_000;

  /** One answer in so many is spoken of, at the most; there is no need to learn from all. */
  private static final int JUDGED = 4;

  private final PastKeeper keeper;
  private final long seed;
  private final Instant now;

  /**
   * A past that is not written yet.
   *
   * @param now when it ends
   */
  public SamplePast(PastKeeper keeper, long seed, Instant now) {
    this.keeper = keeper;
    this.seed = seed;
    this.now = now;
  }

  /**
   * Writes it, a day after the other, and reports what was said through {@code traffic}; blocks.
   *
   * @return how many requests were written
   */
  public int write(SampleTraffic traffic) {
    SplittableRandom random = new SplittableRandom(seed);
    Errands errands = new Errands(seed, "past-");
    PastFate fate = new PastFate(keeper, now, random);
    List<ObjectNode> signals = new ArrayList<>();
    int written = 0;
    for (List<Instant> day : days(random).values()) {
      List<RequestRecord> records = new ArrayList<>(day.size());
      for (Instant at : day) {
        Fate each = fate.of(errands.next(at.atZone(ZoneOffset.UTC).getHour()), at);
        each.made()
            .ifPresent(
                made -> keeper.keep(made.kept(), made.decision(), each.record().number()));
        judge(each, random, signals);
        records.add(each.record());
      }
      // INVARIANT: a day is stored whole, as sums of days that are over may be remembered.
      keeper.keep(records).toCompletableFuture().join();
      written += records.size();
    }
    traffic.reportFirst(signals);
    return written;
  }

  private Map<Instant, List<Instant>> days(SplittableRandom random) {
    Map<Instant, List<Instant>> days = new LinkedHashMap<>();
    for (Instant at : Rhythm.past(now.minus(LENGTH), now, REQUESTS, random)) {
      days.computeIfAbsent(at.truncatedTo(ChronoUnit.DAYS), _ -> new ArrayList<>()).add(at);
    }
    return days;
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
