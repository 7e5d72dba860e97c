package dev.signalbox.analytics.budget;

import static dev.signalbox.analytics.budget.Books.SHOP;
import static dev.signalbox.analytics.budget.Books.claim;
import static dev.signalbox.analytics.budget.Books.now;
import static dev.signalbox.analytics.budget.Books.priced;
import static dev.signalbox.analytics.budget.Books.total;
import static org.assertj.core.api.Assertions.assertThat;

import dev.signalbox.analytics.store.TestPlaces;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** K03: the time of day jumps, and the calendar turns. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class BudgetClockTest {
  private static final long LIMIT = 100_000;

  private final Books books = new Books(TestPlaces.folder());

  @AfterAll
  void close() {
    books.close();
  }

  @ParameterizedTest(name = "K03 the {0} of {1}")
  @CsvSource({
    "DAY UTC, 2026-11-30T23:59:59.999Z, 2026-11-30T00:00:00Z, 2026-12-01T00:00:00Z",
    "MONTH UTC, 2026-11-30T23:59:59.999Z, 2026-11-01T00:00:00Z, 2026-12-01T00:00:00Z",
    "MONTH UTC, 2026-12-01T00:00:00Z, 2026-12-01T00:00:00Z, 2027-01-01T00:00:00Z",
    "MONTH UTC, 2028-02-29T12:00:00Z, 2028-02-01T00:00:00Z, 2028-03-01T00:00:00Z",
    "DAY Europe/Berlin, 2026-03-29T10:00:00Z, 2026-03-28T23:00:00Z, 2026-03-29T22:00:00Z",
    "DAY Europe/Berlin, 2026-10-25T10:00:00Z, 2026-10-24T22:00:00Z, 2026-10-25T23:00:00Z",
    "DAY Europe/Berlin, 2026-10-25T00:30:00Z, 2026-10-24T22:00:00Z, 2026-10-25T23:00:00Z",
    "DAY Europe/Berlin, 2026-10-25T01:30:00Z, 2026-10-24T22:00:00Z, 2026-10-25T23:00:00Z",
    "MONTH Europe/Berlin, 2026-03-31T21:59:59Z, 2026-02-28T23:00:00Z, 2026-03-31T22:00:00Z",
    "DAY America/Sao_Paulo, 2018-11-04T12:00:00Z, 2018-11-04T03:00:00Z, 2018-11-05T02:00:00Z",
  })
  void aPeriodIsOneOfTheCalendar(String named, Instant at, Instant start, Instant end) {
    String[] words = named.split(" ", 2);
    Period period = new Period(Period.Unit.valueOf(words[0]), ZoneId.of(words[1]));

    assertThat(Instant.ofEpochMilli(period.startOf(at.toEpochMilli()))).isEqualTo(start);
    assertThat(Instant.ofEpochMilli(period.endOf(at.toEpochMilli()))).isEqualTo(end);
    assertThat(period.startOf(end.toEpochMilli())).isEqualTo(end.toEpochMilli());
    assertThat(period.endOf(start.toEpochMilli() - 1)).isEqualTo(start.toEpochMilli());
  }

  @Test
  @DisplayName("K03 an hour forth and back gives nothing and takes nothing")
  void anHourForthAndBackGivesNothing() {
    Budgets budgets = books.budgets(total(LIMIT));
    Instant noon = Instant.parse("2026-06-15T12:00:00Z");
    long spent = 0;
    int request = 0;
    for (int hours : List.of(0, 1, -1, 24, -24)) {
      spend(budgets, ++request, 10_000, noon.plus(Duration.ofHours(hours)));
      spent += 10_000;

      assertThat(left(budgets, noon)).isEqualTo(LIMIT - spent);
      assertThat(left(budgets, noon.plus(Duration.ofHours(hours)))).isEqualTo(LIMIT - spent);
    }
  }

  @Test
  @DisplayName("K03 a month that was over and is again is as spent as it was")
  void aMonthThatIsAgainIsAsSpentAsItWas() {
    Budgets budgets = books.budgets(total(LIMIT));
    Instant last = Instant.parse("2026-07-31T23:59:59.999Z");
    Instant first = last.plusMillis(1);
    spend(budgets, 101, 90_000, last);
    assertThat(now(budgets.reserve(claim(102, priced(20_000), last))))
        .isInstanceOf(Verdict.Refused.class);

    spend(budgets, 103, 30_000, first);
    Verdict again = now(budgets.reserve(claim(104, priced(20_000), last)));

    assertThat(again).isInstanceOf(Verdict.Refused.class);
    assertThat(left(budgets, last)).isEqualTo(10_000);
    assertThat(left(budgets, first)).isEqualTo(70_000);
  }

  @Test
  @DisplayName("K03 what goes on over the turn of a month counts where it began")
  void whatGoesOnOverTheTurnCountsWhereItBegan() {
    Budgets budgets = books.budgets(total(LIMIT));
    Instant last = Instant.parse("2026-10-31T23:59:59Z");
    Verdict.Granted begun =
        (Verdict.Granted) now(budgets.reserve(claim(201, priced(50_000), last)));

    assertThat(left(budgets, last.plusSeconds(1))).isEqualTo(LIMIT);
    now(budgets.settle(begun.hold(), new Budgets.Spent(20_000, false)));

    assertThat(left(budgets, last)).isEqualTo(80_000);
    assertThat(left(budgets, last.plusSeconds(1))).isEqualTo(LIMIT);
  }

  private static void spend(Budgets budgets, long request, long nanos, Instant at) {
    Verdict verdict = now(budgets.reserve(claim(request, priced(nanos), at)));
    now(budgets.settle(((Verdict.Granted) verdict).hold(), new Budgets.Spent(nanos, false)));
  }

  private static long left(Budgets budgets, Instant at) {
    return budgets.leftNanos(SHOP, at.toEpochMilli()).orElseThrow();
  }
}
