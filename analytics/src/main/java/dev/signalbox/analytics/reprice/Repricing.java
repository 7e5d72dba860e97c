package dev.signalbox.analytics.reprice;

import static dev.signalbox.analytics.schema.Tables.FACT_ATTEMPTS;
import static dev.signalbox.analytics.schema.Tables.FACT_REQUESTS;

import dev.signalbox.analytics.schema.tables.records.FactAttemptsRecord;
import dev.signalbox.analytics.schema.tables.records.FactRequestsRecord;
import dev.signalbox.analytics.store.Area;
import dev.signalbox.analytics.store.Database;
import dev.signalbox.analytics.store.FactWriter;
import dev.signalbox.engine.naming.Target;
import dev.signalbox.engine.price.PriceSheet;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import java.util.function.LongSupplier;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/**
 * Computes the cost of stored attempts anew: at the prices given, by the tokens of each attempt and
 * at the time of its request, as it was billed. Whatever changes is changed in the attempt, its
 * request and the sums in one transaction for each batch of requests, with what it was before kept
 * beside it; requests may be recorded meanwhile. A model that has no price now keeps the cost it
 * had. One run at a time.
 */
public final class Repricing {
  /** Most requests in one transaction. */
  static final int BATCH = 200;

  private final Database database;
  private final FactWriter facts;
  private final LongSupplier numbers;
  private final Predicate<Runnable> alone;
  private final AtomicBoolean running = new AtomicBoolean();

  /**
   * What is asked for.
   *
   * @param from of requests, inclusive
   * @param until of requests, exclusive
   * @param actor who asks
   * @param dry whether nothing is to be changed
   */
  public record Order(Instant from, Instant until, Instant at, String actor, boolean dry) {}

  /**
   * What came of it.
   *
   * @param id what the run is stored under; empty when it changed nothing
   * @param attempts that were looked at
   * @param changed of them
   * @param withoutPrice of them, left as they are
   * @param beforeNanos cost of the changed ones before
   * @param afterNanos cost of the changed ones now
   */
  public record Outcome(
      Optional<Long> id,
      long attempts,
      long changed,
      long withoutPrice,
      long beforeNanos,
      long afterNanos) {
    static final Outcome NONE = new Outcome(Optional.empty(), 0, 0, 0, 0, 0);

    Outcome plus(Outcome other) {
      return new Outcome(
          id.or(other::id),
          attempts + other.attempts,
          changed + other.changed,
          withoutPrice + other.withoutPrice,
          beforeNanos + other.beforeNanos,
          afterNanos + other.afterNanos);
    }
  }

  /**
   * Repricing over {@code database}, which no other process reprices.
   *
   * @param facts writes it
   * @param numbers makes the ids of runs
   */
  public Repricing(Database database, FactWriter facts, LongSupplier numbers) {
    this(
        database,
        facts,
        numbers,
        work -> {
          work.run();
          return true;
        });
  }

  /**
   * Repricing over {@code database}.
   *
   * @param facts writes it
   * @param numbers makes the ids of runs
   * @param alone does what it is given, unless another process is at it; whether it did
   */
  public Repricing(
      Database database, FactWriter facts, LongSupplier numbers, Predicate<Runnable> alone) {
    this.database = database;
    this.facts = facts;
    this.numbers = numbers;
    this.alone = alone;
  }

  /**
   * Runs; blocks. When it fails half way, what was changed stays changed and the same order goes on
   * with the rest.
   *
   * @param prices of a deployment; empty when it is not known any more
   * @return empty when another run is under way
   */
  public Optional<Outcome> run(Order order, Function<Target, Optional<PriceSheet>> prices) {
    if (!running.compareAndSet(false, true)) {
      return Optional.empty();
    }
    try {
      AtomicReference<Optional<Outcome>> outcome = new AtomicReference<>(Optional.empty());
      boolean done = alone.test(() -> outcome.set(Optional.of(runAlone(order, prices))));
      return done ? outcome.get() : Optional.empty();
    } finally {
      running.set(false);
    }
  }

  private Outcome runAlone(Order order, Function<Target, Optional<PriceSheet>> prices) {
    long id = numbers.getAsLong();
    Outcome sum = Outcome.NONE;
    long last = Long.MIN_VALUE;
    while (true) {
      List<Long> requests = requests(order, last);
      if (requests.isEmpty()) {
        return sum;
      }
      last = requests.getLast();
      List<RepricedRequest> repriced = repriced(requests, prices);
      Outcome outcome =
          repriced.stream().map(RepricedRequest::outcome).reduce(Outcome.NONE, Outcome::plus);
      if (outcome.changed() > 0 && !order.dry()) {
        facts.write(new RepricingFact(id, order, outcome, repriced)).join();
        outcome = outcome.plus(new Outcome(Optional.of(id), 0, 0, 0, 0, 0));
      }
      sum = sum.plus(outcome);
    }
  }

  private List<Long> requests(Order order, long after) {
    return database
        .reading(Area.FACTS)
        .select(FACT_REQUESTS.ID)
        .from(FACT_REQUESTS)
        .where(
            FACT_REQUESTS.AT_MS.ge(order.from().toEpochMilli()),
            FACT_REQUESTS.AT_MS.lt(order.until().toEpochMilli()),
            FACT_REQUESTS.ID.gt(after))
        .orderBy(FACT_REQUESTS.ID)
        .limit(BATCH)
        .fetch(FACT_REQUESTS.ID);
  }

  private List<RepricedRequest> repriced(
      List<Long> requests, Function<Target, Optional<PriceSheet>> prices) {
    Map<Long, List<FactAttemptsRecord>> attempts =
        database
            .reading(Area.FACTS)
            .selectFrom(FACT_ATTEMPTS)
            .where(FACT_ATTEMPTS.REQUEST.in(requests))
            .orderBy(FACT_ATTEMPTS.REQUEST, FACT_ATTEMPTS.NUMBER)
            .fetch()
            .stream()
            .collect(Collectors.groupingBy(FactAttemptsRecord::getRequest));
    List<RepricedRequest> repriced = new ArrayList<>();
    for (FactRequestsRecord request :
        database
            .reading(Area.FACTS)
            .selectFrom(FACT_REQUESTS)
            .where(FACT_REQUESTS.ID.in(requests))
            .fetch()) {
      Instant at = Instant.ofEpochMilli(request.getAtMs());
      repriced.add(
          RepricedRequest.of(
              request,
              attempts.getOrDefault(request.getId(), List.of()).stream()
                  .map(attempt -> RepricedAttempt.of(attempt, at, prices))
                  .toList()));
    }
    return repriced;
  }
}
