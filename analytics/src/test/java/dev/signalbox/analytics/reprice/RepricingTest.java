package dev.signalbox.analytics.reprice;

import static dev.signalbox.analytics.schema.Tables.FACT_ATTEMPTS;
import static dev.signalbox.analytics.schema.Tables.FACT_REQUESTS;
import static dev.signalbox.analytics.schema.Tables.PRICE_ROWS;
import static dev.signalbox.analytics.schema.Tables.REPRICED_ATTEMPTS;
import static dev.signalbox.analytics.schema.Tables.REPRICINGS;
import static dev.signalbox.analytics.schema.Tables.ROLLUPS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.jooq.impl.DSL.sum;

import dev.signalbox.analytics.ledger.RequestFact;
import dev.signalbox.analytics.ledger.Requests;
import dev.signalbox.analytics.record.AttemptRecord;
import dev.signalbox.analytics.record.Bill;
import dev.signalbox.analytics.record.FactIds;
import dev.signalbox.analytics.record.RequestRecord;
import dev.signalbox.analytics.rollup.Grain;
import dev.signalbox.analytics.store.Area;
import dev.signalbox.analytics.store.Database;
import dev.signalbox.analytics.store.FactWriter;
import dev.signalbox.analytics.store.Place;
import dev.signalbox.engine.price.Confidence;
import dev.signalbox.engine.price.PriceRow;
import dev.signalbox.engine.price.PriceSheet;
import dev.signalbox.engine.price.Pricing;
import dev.signalbox.engine.price.Rates;
import dev.signalbox.engine.price.ServiceTier;
import dev.signalbox.engine.price.TokenBuckets;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.jooq.DSLContext;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

final class RepricingTest {
  private static final String PLACES = "dev.signalbox.analytics.store.TestPlaces#all";
  private static final Instant START = Instant.parse("2026-11-20T22:00:00Z");
  private static final PriceSheet TWICE =
      PriceSheet.of(
          Rates.of(6_000_000_000L, 30_000_000_000L), "a price list", LocalDate.of(2026, 11, 25));

  @ParameterizedTest
  @MethodSource(PLACES)
  void sumsAgreeAfterwardsAndASecondRunChangesNothing(Place place) {
    try (Database database = Database.open(place);
        FactWriter writer =
            new FactWriter(
                database,
                Area.FACTS,
                FactWriter.Settings.STANDARD,
                () -> START.plus(Duration.ofDays(5)))) {
      List<RequestFact> facts =
          new Requests(9, START, Duration.ofHours(4).toMillis())
              .next(700).stream().map(record -> new RequestFact(record, "")).toList();
      facts.stream().map(writer::write).toList().forEach(CompletableFuture::join);
      Repricing repricing = new Repricing(database, writer, () -> 77);
      BigDecimal before = raw(database);

      Repricing.Outcome dry = run(repricing, true);
      assertThat(raw(database)).isEqualByComparingTo(before);
      Repricing.Outcome first = run(repricing, false);
      Repricing.Outcome second = run(repricing, false);

      DSLContext dsl = database.reading(Area.FACTS);
      assertThat(first.changed()).isEqualTo(dry.changed()).isGreaterThan(200);
      assertThat(first.afterNanos())
          .isCloseTo(2 * first.beforeNanos(), within(first.changed() * 8));
      assertThat(second)
          .isEqualTo(new Repricing.Outcome(Optional.empty(), first.attempts(), 0, 0, 0, 0));
      assertThat(raw(database))
          .isEqualByComparingTo(
              before.add(BigDecimal.valueOf(first.afterNanos() - first.beforeNanos())));
      assertThat(sums(database))
          .allSatisfy(sum -> assertThat(sum).isEqualByComparingTo(raw(database)));
      assertThat(
              dsl.select(sum(FACT_ATTEMPTS.COST_NANOS)).from(FACT_ATTEMPTS).fetchSingle().value1())
          .isEqualByComparingTo(raw(database));
      assertThat(dsl.fetchCount(REPRICED_ATTEMPTS)).isEqualTo((int) first.changed());
      assertThat(dsl.selectFrom(REPRICINGS).fetchSingle().getChanged()).isEqualTo(first.changed());
      assertThat(dsl.fetchCount(PRICE_ROWS)).isEqualTo(2);
    }
  }

  @ParameterizedTest
  @MethodSource(PLACES)
  void whatHasNoPriceNowKeepsTheCostItHad(Place place) {
    try (Database database = Database.open(place);
        FactWriter writer =
            new FactWriter(database, Area.FACTS, FactWriter.Settings.STANDARD, () -> START)) {
      new Requests(3, START, 1_000)
          .next(20)
          .forEach(record -> writer.write(new RequestFact(record, "")).join());
      BigDecimal before = raw(database);

      Repricing.Outcome outcome =
          new Repricing(database, writer, () -> 1)
              .run(order(false), _ -> Optional.of(PriceSheet.UNKNOWN))
              .orElseThrow();

      assertThat(outcome.withoutPrice()).isEqualTo(outcome.attempts()).isPositive();
      assertThat(raw(database)).isEqualByComparingTo(before);
    }
  }

  @ParameterizedTest
  @MethodSource(PLACES)
  void theTimeOfTheRequestCountsAsItDidWhenItWasBilled(Place place) {
    Instant midnight = Instant.parse("2026-11-21T00:00:00Z");
    PriceSheet dearerFromMidnight =
        new PriceSheet(
            List.of(
                dated(Optional.empty(), Optional.of(LocalDate.of(2026, 11, 21)), 1),
                dated(Optional.of(LocalDate.of(2026, 11, 21)), Optional.empty(), 5)),
            "a price list",
            Confidence.SINGLE,
            Optional.of(LocalDate.of(2026, 11, 25)));
    RequestRecord late = lateAttempt(midnight.minusMillis(40), Duration.ofMillis(80));
    try (Database database = Database.open(place);
        FactWriter writer =
            new FactWriter(database, Area.FACTS, FactWriter.Settings.STANDARD, () -> START)) {
      writer.write(new RequestFact(late, "")).join();
      Repricing repricing = new Repricing(database, writer, () -> 5);

      Repricing.Outcome dayOfAttempt =
          repricing
              .run(
                  new Repricing.Order(
                      midnight, midnight.plus(Duration.ofDays(1)), START, "gateway#1", false),
                  _ -> Optional.of(dearerFromMidnight))
              .orElseThrow();
      Repricing.Outcome dayOfRequest =
          repricing.run(order(false), _ -> Optional.of(dearerFromMidnight)).orElseThrow();

      assertThat(dayOfAttempt.attempts()).isZero();
      assertThat(dayOfRequest.changed()).isEqualTo(1);
      assertThat(raw(database)).isEqualByComparingTo("1000000");
    }
  }

  /** So many dollars per million tokens on these days. */
  private static PriceRow dated(
      Optional<LocalDate> from, Optional<LocalDate> until, long dollarsPerMillion) {
    return new PriceRow(
        ServiceTier.STANDARD,
        from,
        until,
        Optional.empty(),
        OptionalLong.empty(),
        Rates.of(dollarsPerMillion * 1_000_000_000L, dollarsPerMillion * 1_000_000_000L));
  }

  /** A request of 1,000 tokens whose attempt began {@code after} it came. */
  private static RequestRecord lateAttempt(Instant at, Duration after) {
    TokenBuckets tokens = TokenBuckets.of(1_000, 0);
    AttemptRecord attempt =
        new AttemptRecord(
            at.plus(after),
            "openai",
            "gpt-5",
            "",
            200,
            AttemptRecord.ANSWERED,
            "",
            "body",
            "key-1",
            false,
            new Bill(
                Bill.Charge.REPORTED,
                ServiceTier.STANDARD,
                tokens,
                Optional.of(Pricing.cost(Requests.SHEET, tokens, at, ServiceTier.STANDARD)),
                "gpt-5"),
            0,
            1,
            2,
            -1);
    return new RequestRecord(
        FactIds.firstAt(at.toEpochMilli()),
        "req_late",
        at,
        new RequestRecord.From("chat/completions", "", "team-a", "", "", "", List.of()),
        new RequestRecord.Asked("gpt-5", false, "", "", ""),
        "openai/gpt-5",
        new RequestRecord.Ending(200, "ok", ""),
        Optional.empty(),
        true,
        OptionalLong.empty(),
        List.of(),
        List.of(attempt),
        new RequestRecord.Timing(90, 85, 400),
        List.of(),
        "");
  }

  private static org.assertj.core.data.Offset<Long> within(long nanos) {
    return org.assertj.core.data.Offset.offset(nanos);
  }

  private static Repricing.Outcome run(Repricing repricing, boolean dry) {
    return repricing.run(order(dry), _ -> Optional.of(TWICE)).orElseThrow();
  }

  /** The first day only: the requests reach into the next. */
  private static Repricing.Order order(boolean dry) {
    return new Repricing.Order(
        START, Instant.parse("2026-11-21T00:00:00Z"), START, "gateway#1", dry);
  }

  private static BigDecimal raw(Database database) {
    return database
        .reading(Area.FACTS)
        .select(sum(FACT_REQUESTS.COST_NANOS))
        .from(FACT_REQUESTS)
        .fetchSingle()
        .value1();
  }

  private static Stream<BigDecimal> sums(Database database) {
    return Stream.of(Grain.values())
        .map(
            grain ->
                database
                    .reading(Area.FACTS)
                    .select(sum(ROLLUPS.COST_NANOS))
                    .from(ROLLUPS)
                    .where(ROLLUPS.GRAIN.eq(grain.id()))
                    .fetchSingle()
                    .value1());
  }
}
