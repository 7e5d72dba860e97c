package dev.signalbox.analytics.budget;

import static dev.signalbox.analytics.budget.Books.AT;
import static dev.signalbox.analytics.budget.Books.claim;
import static dev.signalbox.analytics.budget.Books.figures;
import static dev.signalbox.analytics.budget.Books.now;
import static dev.signalbox.analytics.budget.Books.priced;
import static dev.signalbox.analytics.budget.Books.total;
import static dev.signalbox.analytics.budget.Books.unpriced;
import static dev.signalbox.analytics.schema.Tables.FACT_ATTEMPTS;
import static dev.signalbox.analytics.schema.Tables.FACT_REQUESTS;
import static dev.signalbox.analytics.schema.Tables.ROLLUPS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.jooq.impl.DSL.sum;

import dev.signalbox.analytics.ledger.RequestFact;
import dev.signalbox.analytics.ledger.Requests;
import dev.signalbox.analytics.record.FactIds;
import dev.signalbox.analytics.record.RequestRecord;
import dev.signalbox.analytics.schema.tables.records.FactRequestsRecord;
import dev.signalbox.analytics.store.Area;
import dev.signalbox.analytics.store.Place;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.jooq.DSLContext;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** K02. */
final class ReconciliationTest {
  private static final String PLACES = "dev.signalbox.analytics.store.TestPlaces#all";

  @ParameterizedTest
  @MethodSource(PLACES)
  @DisplayName("K02 what an ended process left open is settled and recorded once")
  void whatAnEndedProcessLeftOpenIsSettledAndRecordedOnce(Place place) {
    RequestRecord recorded = new Requests(5, AT, 1_000).next(1).getFirst();
    long cost = recorded.attempts().getLast().bill().nanos();
    try (Books books = new Books(place)) {
      Budgets budgets = books.budgets(total(1_000_000_000));
      now(budgets.reserve(claim(recorded.number(), priced(90_000_000))));
      now(budgets.reserve(claim(2, priced(50_001))));
      now(budgets.reserve(claim(3, unpriced())));
      books.facts().write(new RequestFact(recorded, "")).join(); // and then it ends
    }
    for (int start = 0; start < 2; start++) {
      try (Books books = new Books(place)) {
        Budgets budgets = books.budgets(total(1_000_000_000));

        int ended = books.reconciliation().endBefore(AT.toEpochMilli() + 10_000);

        assertThat(ended).isEqualTo(start == 0 ? 3 : 0);
        assertThat(figures(budgets)).isEqualTo(new Figures(cost + 50_001 + 1_000, 0));
        DSLContext dsl = books.database().reading(Area.FACTS);
        FactRequestsRecord interrupted =
            dsl.selectFrom(FACT_REQUESTS).where(FACT_REQUESTS.ID.eq(2L)).fetchSingle();
        assertThat(interrupted.getOutcome()).isEqualTo("interrupted");
        assertThat(interrupted.getResult()).isEqualTo("failed");
        assertThat(interrupted.getCostNanos()).isEqualTo(50_001);
        assertThat(interrupted.getProject()).isEqualTo("shop");
        assertThat(dsl.fetchCount(FACT_REQUESTS)).isEqualTo(3);
        assertThat(
                dsl.select(sum(FACT_ATTEMPTS.COST_NANOS))
                    .from(FACT_ATTEMPTS)
                    .fetchSingle()
                    .value1())
            .isEqualByComparingTo(
                dsl.select(sum(ROLLUPS.COST_NANOS))
                    .from(ROLLUPS)
                    .where(ROLLUPS.GRAIN.eq("day"))
                    .fetchSingle()
                    .value1());
      }
    }
  }

  @ParameterizedTest
  @MethodSource(PLACES)
  void leavesRequestsAloneThatMayStillBeUnderWay(Place place) {
    try (Books books = new Books(place)) {
      Budgets budgets = books.budgets(total(1_000_000));
      now(budgets.reserve(claim(1, priced(500))));

      assertThat(books.reconciliation().endBefore(AT.toEpochMilli())).isZero();
      assertThat(figures(budgets)).isEqualTo(new Figures(0, 500));
    }
  }

  @ParameterizedTest
  @MethodSource(PLACES)
  @DisplayName("K02 what a lost node left open is recorded once, and what others have is not")
  void endsWhatNodesLeftThatAreGone(Place place) {
    long ofTwo = 2 * FactIds.NODE_UNIT + 7;
    long ofThree = 3 * FactIds.NODE_UNIT + 7;
    try (Books books = new Books(place)) {
      Budgets budgets = books.budgets(total(1_000_000));
      now(budgets.reserve(claim(ofTwo, priced(500))));
      now(budgets.reserve(claim(ofThree, priced(700))));

      int first = books.reconciliation().endOf(Map.of(2, "b", 9, "c"));
      int second = books.reconciliation().endOf(Map.of(2, "b", 9, "c"));

      assertThat(first).isEqualTo(1);
      assertThat(second).isZero();
      assertThat(figures(budgets)).isEqualTo(new Figures(500, 700));
      assertThat(
              books
                  .database()
                  .reading(Area.FACTS)
                  .select(FACT_REQUESTS.ID, FACT_REQUESTS.NODE, FACT_REQUESTS.OUTCOME)
                  .from(FACT_REQUESTS)
                  .fetchSingle()
                  .intoList())
          .isEqualTo(List.of(ofTwo, "b", "interrupted"));
    }
  }

  /** It slept through its lease, and goes on as if nothing had been. */
  @ParameterizedTest
  @MethodSource(PLACES)
  @DisplayName("K02 what a node records that was taken for lost is not counted a second time")
  void whatALostNodeRecordsAfterAllIsNotCountedTwice(Place place) {
    List<RequestRecord> both = new Requests(5, AT, 1_000).next(2);
    RequestRecord ended = both.getFirst();
    try (Books books = new Books(place)) {
      Budgets budgets = books.budgets(total(1_000_000_000));
      now(budgets.reserve(claim(ended.number(), priced(50_001))));
      books.reconciliation().endBefore(AT.toEpochMilli() + 10_000);

      CompletableFuture.allOf(
              both.stream()
                  .map(record -> books.facts().write(new RequestFact(record, "")))
                  .toArray(CompletableFuture<?>[]::new))
          .join();

      DSLContext dsl = books.database().reading(Area.FACTS);
      assertThat(
              dsl.select(FACT_REQUESTS.OUTCOME)
                  .from(FACT_REQUESTS)
                  .where(FACT_REQUESTS.ID.eq(ended.number()))
                  .fetch(FACT_REQUESTS.OUTCOME))
          .containsExactly("interrupted");
      assertThat(dsl.fetchCount(FACT_ATTEMPTS, FACT_ATTEMPTS.REQUEST.eq(ended.number())))
          .isEqualTo(1);
      assertThat(
              dsl.select(sum(ROLLUPS.REQUESTS))
                  .from(ROLLUPS)
                  .where(ROLLUPS.GRAIN.eq("day"))
                  .fetchSingle()
                  .value1())
          .isEqualByComparingTo("2");
      assertThat(figures(budgets)).isEqualTo(new Figures(50_001, 0));
    }
  }

  @ParameterizedTest
  @MethodSource(PLACES)
  void aNewProcessKnowsWhatIsLeft(Place place) {
    try (Books books = new Books(place)) {
      now(books.budgets(total(1_000_000)).reserve(claim(1, priced(400_000))));
    }
    try (Books books = new Books(place)) {
      books.reconciliation().learn(0);

      assertThat(books.budgets(total(1_000_000)).leftNanos(Books.SHOP, AT.toEpochMilli()))
          .hasValue(600_000);
    }
  }
}
