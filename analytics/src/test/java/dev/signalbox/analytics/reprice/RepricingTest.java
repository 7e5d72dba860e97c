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
import dev.signalbox.analytics.rollup.Grain;
import dev.signalbox.analytics.store.Area;
import dev.signalbox.analytics.store.Database;
import dev.signalbox.analytics.store.FactWriter;
import dev.signalbox.analytics.store.Place;
import dev.signalbox.engine.price.PriceSheet;
import dev.signalbox.engine.price.Rates;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
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
                () -> START.toEpochMilli() + Duration.ofDays(5).toMillis())) {
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
            new FactWriter(
                database, Area.FACTS, FactWriter.Settings.STANDARD, START::toEpochMilli)) {
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
