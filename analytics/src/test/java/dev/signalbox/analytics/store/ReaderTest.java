package dev.signalbox.analytics.store;

import static dev.signalbox.analytics.schema.Tables.FACT_REQUESTS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.signalbox.analytics.ledger.Requests;
import dev.signalbox.analytics.schema.tables.FactRequests;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import org.jooq.exception.DataAccessException;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

final class ReaderTest {
  private static final String PLACES = "dev.signalbox.analytics.store.TestPlaces#all";
  private static final Instant START = Instant.parse("2026-11-25T00:00:00Z");

  @ParameterizedTest
  @MethodSource(PLACES)
  void endsAQuestionThatTakesTooLong(Place place) {
    Reader.Settings hasty = new Reader.Settings(1, 1, Duration.ofMillis(300));
    FactRequests a = FACT_REQUESTS.as("a");
    FactRequests b = FACT_REQUESTS.as("b");
    FactRequests c = FACT_REQUESTS.as("c");
    try (Filled filled = new Filled(place, new Requests(1, START, 1_000).next(2_000));
        Reader reader = new Reader(filled.database(), Area.FACTS, hasty)) {
      CompletableFuture<Integer> endless =
          reader.ask(
              dsl ->
                  dsl.fetchCount(
                      dsl.selectOne().from(a).crossJoin(b).crossJoin(c).where(a.ID.lt(0L).not())));

      assertThatThrownBy(endless::join)
          .cause()
          .isInstanceOfSatisfying(
              ReadRefused.class,
              refused -> assertThat(refused.reason()).isEqualTo(ReadRefused.Reason.TOO_SLOW));
      assertThat(reader.ask(dsl -> dsl.fetchCount(FACT_REQUESTS)).join()).isEqualTo(2_000);
    }
  }

  @ParameterizedTest
  @MethodSource(PLACES)
  void refusesWhatWouldHaveToWaitTooLong(Place place) throws InterruptedException {
    Reader.Settings small = new Reader.Settings(1, 1, Duration.ofSeconds(30));
    CountDownLatch begun = new CountDownLatch(1);
    CountDownLatch held = new CountDownLatch(1);
    try (Database database = Database.open(place);
        Reader reader = new Reader(database, Area.FACTS, small)) {
      CompletableFuture<Boolean> first =
          reader.ask(
              _ -> {
                begun.countDown();
                return await(held);
              });
      begun.await();
      CompletableFuture<Boolean> second = reader.ask(_ -> true);
      CompletableFuture<Boolean> third = reader.ask(_ -> true);

      assertThatThrownBy(third::join)
          .cause()
          .isInstanceOfSatisfying(
              ReadRefused.class,
              refused -> assertThat(refused.reason()).isEqualTo(ReadRefused.Reason.BUSY));
      held.countDown();
      assertThat(first.join()).isTrue();
      assertThat(second.join()).isTrue();
    }
  }

  @ParameterizedTest
  @MethodSource(PLACES)
  void changesNothing(Place place) {
    try (Filled filled = new Filled(place, new Requests(1, START, 1_000).next(3))) {
      try {
        filled.ask(dsl -> dsl.deleteFrom(FACT_REQUESTS).execute());
      } catch (DataAccessException e) {
        assertThat(e).hasMessageContaining("fact_requests");
      }

      int left = filled.ask(dsl -> dsl.fetchCount(FACT_REQUESTS));
      assertThat(left).isEqualTo(3);
    }
  }

  private static boolean await(CountDownLatch latch) {
    try {
      latch.await();
      return true;
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }
}
