package dev.signalbox.analytics.store;

import static dev.signalbox.analytics.schema.Tables.FACT_ATTEMPTS;
import static dev.signalbox.analytics.schema.Tables.FACT_REQUESTS;
import static dev.signalbox.analytics.schema.Tables.PRICE_ROWS;
import static dev.signalbox.analytics.schema.Tables.ROLLUPS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.jooq.impl.DSL.count;
import static org.jooq.impl.DSL.sum;

import dev.signalbox.analytics.ledger.RequestFact;
import dev.signalbox.analytics.ledger.Requests;
import dev.signalbox.analytics.record.RequestRecord;
import dev.signalbox.analytics.rollup.Grain;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import org.jooq.DSLContext;
import org.jooq.Record3;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

final class FactWriterTest {
  private static final String PLACES = "dev.signalbox.analytics.store.TestPlaces#all";
  private static final Instant START = Instant.parse("2026-11-25T23:50:00Z");
  private static final FactWriter.Settings SETTINGS =
      new FactWriter.Settings(10_000, 100, Duration.ofMillis(5), "n1", Duration.ofSeconds(10));

  @ParameterizedTest
  @MethodSource(PLACES)
  void sumsAgreeWithTheRequestsAtEveryGrain(Place place) {
    List<RequestRecord> records = new Requests(7, START, 3 * 3_600_000L).next(1_000);
    try (Database database = Database.open(place)) {
      // two writers after each other: the second goes on with the rows of the first
      for (List<RequestRecord> half :
          List.of(records.subList(0, 500), records.subList(500, 1_000))) {
        try (FactWriter writer = writer(database)) {
          half.forEach(record -> writer.offer(new RequestFact(record, "n1")));
        }
      }

      DSLContext dsl = database.reading(Area.FACTS);
      Record3<Integer, BigDecimal, BigDecimal> raw =
          dsl.select(count(), sum(FACT_REQUESTS.COST_NANOS), sum(FACT_REQUESTS.INPUT_TOKENS))
              .from(FACT_REQUESTS)
              .fetchSingle();
      assertThat(raw.value1()).isEqualTo(1_000);
      for (Grain grain : Grain.values()) {
        Record3<BigDecimal, BigDecimal, BigDecimal> sums =
            dsl.select(sum(ROLLUPS.REQUESTS), sum(ROLLUPS.COST_NANOS), sum(ROLLUPS.INPUT_TOKENS))
                .from(ROLLUPS)
                .where(ROLLUPS.GRAIN.eq(grain.id()))
                .fetchSingle();
        assertThat(sums.value1()).isEqualByComparingTo("1000");
        assertThat(sums.value2()).isEqualByComparingTo(raw.value2());
        assertThat(sums.value3()).isEqualByComparingTo(raw.value3());
      }
      assertThat(dsl.fetchCount(PRICE_ROWS)).isEqualTo(1);
      assertThat(dsl.fetchCount(FACT_ATTEMPTS))
          .isEqualTo(records.stream().mapToInt(record -> record.attempts().size()).sum());
    }
  }

  @ParameterizedTest
  @MethodSource(PLACES)
  void saysWhenAFactIsSafe(Place place) {
    RequestRecord record = new Requests(1, START, 1_000).next(1).getFirst();
    try (Database database = Database.open(place);
        FactWriter writer = writer(database)) {
      writer.write(new RequestFact(record, "n1")).join();

      assertThat(database.reading(Area.FACTS).fetchCount(FACT_REQUESTS)).isEqualTo(1);
      assertThat(writer.state().written()).isEqualTo(1);
    }
  }

  @ParameterizedTest
  @MethodSource(PLACES)
  void refusesOnlyTheFactThatIsWrong(Place place) {
    List<RequestRecord> records = new Requests(2, START, 1_000).next(10);
    try (Database database = Database.open(place);
        FactWriter writer = writer(database)) {
      List<CompletableFuture<Void>> safe = new ArrayList<>();
      records
          .subList(0, 5)
          .forEach(record -> safe.add(writer.write(new RequestFact(record, "n1"))));
      CompletableFuture<Void> wrong =
          writer.write(
              batch ->
                  batch.change(
                      dsl -> dsl.insertInto(FACT_REQUESTS).set(FACT_REQUESTS.ID, 1L).execute()));
      records
          .subList(5, 10)
          .forEach(record -> safe.add(writer.write(new RequestFact(record, "n1"))));

      safe.forEach(CompletableFuture::join);
      assertThatThrownBy(wrong::join).hasMessageContaining("fact_requests");
      assertThat(writer.state().refused()).isEqualTo(1);
      assertThat(database.reading(Area.FACTS).fetchCount(FACT_REQUESTS)).isEqualTo(10);
    }
  }

  @ParameterizedTest
  @MethodSource(PLACES)
  void cutsTextThatIsTooLong(Place place) {
    RequestRecord record = new Requests(3, START, 1_000).next(1).getFirst();
    RequestRecord long_ = withError(record, "x".repeat(2_000) + "\0");
    try (Database database = Database.open(place);
        FactWriter writer = writer(database)) {
      writer.write(new RequestFact(long_, "n1")).join();

      assertThat(
              database
                  .reading(Area.FACTS)
                  .select(FACT_REQUESTS.ERROR_TEXT)
                  .from(FACT_REQUESTS)
                  .fetchSingle()
                  .value1())
          .isEqualTo("x".repeat(512));
    }
  }

  @ParameterizedTest
  @MethodSource(PLACES)
  void countsWhatAFullQueueLoses(Place place) throws InterruptedException {
    FactWriter.Settings small =
        new FactWriter.Settings(4, 1, Duration.ZERO, "n1", Duration.ofSeconds(10));
    CountDownLatch held = new CountDownLatch(1);
    CountDownLatch begun = new CountDownLatch(1);
    try (Database database = Database.open(place);
        FactWriter writer = new FactWriter(database, Area.FACTS, small, () -> START)) {
      writer.offer(
          _ -> {
            begun.countDown();
            await(held);
          });
      begun.await();
      int taken = 0;
      for (RequestRecord record : new Requests(4, START, 1_000).next(10)) {
        taken += writer.offer(new RequestFact(record, "n1")) ? 1 : 0;
      }
      held.countDown();

      assertThat(taken).isEqualTo(4);
      assertThat(writer.state().overflowed()).isEqualTo(6);
    }
  }

  private static void await(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  private static RequestRecord withError(RequestRecord record, String error) {
    return new RequestRecord(
        record.number(),
        record.id(),
        record.at(),
        record.from(),
        record.asked(),
        record.served(),
        new RequestRecord.Ending(500, "internal", error),
        record.usage(),
        record.usageConsistent(),
        record.estimatedNanos(),
        record.losses(),
        record.attempts(),
        record.timing(),
        record.findings(),
        record.trace());
  }

  private static FactWriter writer(Database database) {
    return new FactWriter(database, Area.FACTS, SETTINGS, () -> START);
  }
}
