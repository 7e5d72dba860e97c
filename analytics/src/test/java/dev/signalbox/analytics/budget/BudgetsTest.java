package dev.signalbox.analytics.budget;

import static dev.signalbox.analytics.budget.Books.AT;
import static dev.signalbox.analytics.budget.Books.SHOP;
import static dev.signalbox.analytics.budget.Books.budget;
import static dev.signalbox.analytics.budget.Books.claim;
import static dev.signalbox.analytics.budget.Books.figures;
import static dev.signalbox.analytics.budget.Books.now;
import static dev.signalbox.analytics.budget.Books.priced;
import static dev.signalbox.analytics.budget.Books.total;
import static dev.signalbox.analytics.budget.Books.unpriced;
import static org.assertj.core.api.Assertions.assertThat;

import dev.signalbox.analytics.store.Area;
import dev.signalbox.analytics.store.Database;
import dev.signalbox.analytics.store.Place;
import dev.signalbox.analytics.store.TestPlaces;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** K01, K04 and K12. */
final class BudgetsTest {
  private static final String PLACES = "dev.signalbox.analytics.store.TestPlaces#all";
  private static final Duration PATIENCE = Duration.ofMillis(500);

  @ParameterizedTest
  @MethodSource(PLACES)
  @DisplayName("K01 two hundred at once at 99 % take no more than is left")
  void twoHundredAtOnceAtNinetyNinePercentTakeNoMoreThanIsLeft(Place place) {
    try (Books books = new Books(place)) {
      Budgets budgets = books.budgets(total(1_000_000));
      spend(budgets, 1, 990_000);

      List<CompletionStage<Verdict>> asked = new ArrayList<>();
      for (int i = 0; i < 200; i++) {
        long request = 100L + i;
        asked.add(
            CompletableFuture.supplyAsync(() -> budgets.reserve(claim(request, priced(4_000))))
                .thenCompose(each -> each));
      }
      List<Verdict> verdicts = asked.stream().map(Books::now).toList();

      assertThat(verdicts).filteredOn(Verdict.Granted.class::isInstance).hasSize(2);
      assertThat(figures(budgets)).isEqualTo(new Figures(990_000, 8_000));
      assertThat(budgets.leftNanos(SHOP, AT.toEpochMilli())).hasValue(2_000);
    }
  }

  @ParameterizedTest
  @MethodSource(PLACES)
  void whatNobodyReservedCountsInThePeriodsThatRun(Place place) {
    try (Books books = new Books(place)) {
      Budgets budgets = books.budgets(total(1_000_000));
      List<Budgets.Spent> spent =
          List.of(new Budgets.Spent(5_000, false), new Budgets.Spent(200, true));
      long today = AT.toEpochMilli();

      now(budgets.add(SHOP, today, spent, today));
      now(budgets.add(SHOP, AT.minus(Duration.ofDays(40)).toEpochMilli(), spent, today));

      assertThat(figures(budgets)).isEqualTo(new Figures(6_200, 0));
    }
  }

  @Test
  @DisplayName("K04 nodes on one server share what is left")
  void nodesOnOneServerShareWhatIsLeft() {
    Place place = TestPlaces.server();
    try (Books one = new Books(place);
        Books other = new Books(place)) {
      List<Budgets> nodes = List.of(one.budgets(total(100_000)), other.budgets(total(100_000)));
      List<CompletionStage<Verdict>> asked = new ArrayList<>();
      for (int i = 0; i < 200; i++) {
        asked.add(nodes.get(i % 2).reserve(claim(i, priced(3_000))));
      }

      assertThat(asked.stream().map(Books::now).filter(Verdict.Granted.class::isInstance))
          .hasSize(33);
      assertThat(figures(nodes.getFirst())).isEqualTo(new Figures(0, 99_000));
    }
  }

  @Test
  @DisplayName("K04 three nodes under load spend no more than there is, and nearly all of it")
  void threeNodesUnderLoadSpendNoMoreThanThereIs() throws Exception {
    Place place = TestPlaces.server();
    long limit = 3_000_000;
    AtomicLong numbers = new AtomicLong();
    AtomicLong spent = new AtomicLong();
    try (Books one = new Books(place);
        Books two = new Books(place);
        Books three = new Books(place);
        ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Books> nodes = List.of(one, two, three);
      List<Future<?>> running = new ArrayList<>();
      for (int i = 0; i < 48; i++) {
        Budgets budgets = nodes.get(i % 3).budgets(total(limit));
        Random random = new Random(20261126 + i);
        running.add(
            threads.submit(
                () -> {
                  int refused = 0;
                  while (refused < 20) {
                    long estimate = 1L + random.nextInt(4_000);
                    if (now(budgets.reserve(claim(numbers.incrementAndGet(), priced(estimate))))
                        instanceof Verdict.Granted(var hold, _)) {
                      long cost = random.nextLong(estimate + 1);
                      spent.addAndGet(cost);
                      now(budgets.settle(hold, new Budgets.Spent(cost, false)));
                    } else {
                      refused++;
                    }
                  }
                }));
      }
      for (Future<?> each : running) {
        each.get();
      }

      assertThat(figures(one.budgets(total(limit)))).isEqualTo(new Figures(spent.get(), 0));
      assertThat(spent.get()).isBetween(limit - 40_000, limit);
    }
  }

  @ParameterizedTest
  @MethodSource(PLACES)
  void booksBalanceWhateverComesInWhichOrder(Place place) {
    Random random = new Random(11);
    try (Books books = new Books(place)) {
      Budgets budgets = books.budgets(total(500_000), budget(Scope.PROJECT, Budget.EACH, 300_000));
      List<Hold> open = new ArrayList<>();
      long spent = 0;
      for (int i = 0; i < 300; i++) {
        if (open.isEmpty() || random.nextInt(3) > 0) {
          Estimate estimate = random.nextInt(10) == 0 ? unpriced() : priced(random.nextLong(9_000));
          if (now(budgets.reserve(claim(i + 1, estimate)))
              instanceof Verdict.Granted(var hold, _)) {
            open.add(hold);
          }
        } else {
          long cost = random.nextLong(6_000);
          Hold hold = open.remove(random.nextInt(open.size()));
          now(budgets.settle(hold, new Budgets.Spent(cost, false)));
          now(budgets.settle(hold, new Budgets.Spent(cost, false))); // changes nothing
          spent += hold.reserved() ? cost : 2 * cost;
        }
        assertThat(figures(budgets).usedNanos()).isLessThanOrEqualTo(500_000 + 6_000);
      }
      for (Hold hold : open) {
        now(budgets.settle(hold, new Budgets.Spent(0, false)));
      }

      assertThat(budgets.standings(List.of(), AT.toEpochMilli()))
          .extracting(Standing::figures)
          .containsOnly(new Figures(spent, 0));
    }
  }

  @ParameterizedTest
  @MethodSource(PLACES)
  void tellsOnceOfTheWarningAndOnceOfTheLimit(Place place) {
    try (Books books = new Books(place)) {
      Budgets budgets = books.budgets(total(10_000));
      spend(budgets, 1, 7_000);
      assertThat(books.news()).isEmpty();

      Verdict warned = now(budgets.reserve(claim(2, priced(2_000))));
      now(budgets.reserve(claim(3, priced(500))));
      Verdict refused = now(budgets.reserve(claim(4, priced(5_000))));
      now(budgets.reserve(claim(5, priced(5_000))));

      assertThat(warned)
          .isInstanceOfSatisfying(
              Verdict.Granted.class, granted -> assertThat(granted.warnings()).hasSize(1));
      assertThat(refused)
          .isInstanceOfSatisfying(
              Verdict.Refused.class,
              each -> assertThat(each.standing().leftNanos()).isEqualTo(500));
      assertThat(books.news()).hasSize(2);
    }
  }

  @Test
  @DisplayName("K12 something without a price counts as the ceiling")
  void somethingWithoutAPriceCountsAsTheCeiling() {
    try (Books books = new Books(TestPlaces.folder())) {
      Budgets budgets = books.budgets(total(2_500));

      Verdict first = now(budgets.reserve(claim(1, unpriced())));
      now(budgets.settle(((Verdict.Granted) first).hold(), new Budgets.Spent(0, true)));
      now(budgets.reserve(claim(2, unpriced())));
      Verdict third = now(budgets.reserve(claim(3, unpriced())));

      assertThat(figures(budgets)).isEqualTo(new Figures(1_000, 1_000));
      assertThat(third).isInstanceOf(Verdict.Refused.class);
    }
  }

  @Test
  void aNameOfItsOwnWinsOverEach() {
    try (Books books = new Books(TestPlaces.folder())) {
      Budgets budgets =
          books.budgets(
              budget(Scope.PROJECT, Budget.EACH, 1_000), budget(Scope.PROJECT, "shop", 5_000));

      assertThat(budgets.leftNanos(SHOP, AT.toEpochMilli())).hasValue(5_000);
      assertThat(budgets.leftNanos(new Spender("", "other", ""), AT.toEpochMilli()))
          .hasValue(1_000);
      assertThat(budgets.concern(new Spender("", "", "desk"), AT.toEpochMilli())).isTrue();
      assertThat(books.budgets(budget(Scope.APP, "desk", 1)).concern(SHOP, AT.toEpochMilli()))
          .isFalse();
    }
  }

  @Test
  @DisplayName("P04 while the file cannot be written each budget says what happens")
  void whileTheFileCannotBeWrittenEachBudgetSaysWhatHappens() throws SQLException {
    Database database = Database.open(TestPlaces.folder());
    try (Books books = new Books(database, Duration.ofMillis(300))) {
      Budget closed = total(10_000);
      Budget open =
          new Budget("open", Scope.TOTAL, "*", closed.period(), 10_000, 80, true, 1_000, true);
      try (Connection other = database.writing(Area.CONTROL);
          Statement statement = other.createStatement()) {
        statement.execute("begin immediate");

        Verdict refused = now(books.budgets(closed).reserve(claim(1, priced(1_000))));
        Verdict gone = now(books.budgets(open).reserve(claim(2, priced(1_000))));

        assertThat(refused).isInstanceOf(Verdict.Unavailable.class);
        assertThat(gone)
            .isInstanceOfSatisfying(
                Verdict.Granted.class, each -> assertThat(each.hold().reserved()).isFalse());
        statement.execute("rollback");
        now(
            books
                .budgets(open)
                .settle(((Verdict.Granted) gone).hold(), new Budgets.Spent(700, false)));
      }

      assertThat(figures(books.budgets(closed))).isEqualTo(new Figures(700, 0));
    }
  }

  @Test
  @DisplayName("K04 P08 while the server that nodes share is gone each budget says what happens")
  void whileTheServerIsGoneEachBudgetSaysWhatHappens() throws IOException {
    EmbeddedPostgres server = EmbeddedPostgres.builder().start();
    Place place = new Place.Server(server.getJdbcUrl("postgres", "postgres"), "", "");
    Budget closed = total(100_000);
    Budget open =
        new Budget("open", Scope.TOTAL, "*", closed.period(), 100_000, 80, true, 1_000, true);
    try (Books books = new Books(Database.open(place), PATIENCE)) {
      Verdict before = now(books.budgets(closed).reserve(claim(1, priced(1_000))));
      server.close();

      long began = System.nanoTime();
      Verdict first = now(books.budgets(closed).reserve(claim(2, priced(1_000))));
      Duration waited = Duration.ofNanos(System.nanoTime() - began);
      List<Verdict> refused = new ArrayList<>();
      List<Verdict> gone = new ArrayList<>();
      began = System.nanoTime();
      for (int i = 0; i < 25; i++) {
        refused.add(now(books.budgets(closed).reserve(claim(10 + i, priced(1_000)))));
        gone.add(now(books.budgets(open).reserve(claim(50 + i, priced(1_000)))));
      }
      Duration all = Duration.ofNanos(System.nanoTime() - began);

      assertThat(before).isInstanceOf(Verdict.Granted.class);
      assertThat(first).isInstanceOf(Verdict.Unavailable.class);
      assertThat(waited).isLessThan(PATIENCE.plusMillis(250));
      assertThat(refused).hasOnlyElementsOfType(Verdict.Unavailable.class);
      assertThat(gone).hasOnlyElementsOfType(Verdict.Granted.class);
      assertThat(all).as("what 50 others were held up for").isLessThan(Duration.ofSeconds(1));
    }
  }

  private static void spend(Budgets budgets, long request, long nanos) {
    Verdict verdict = now(budgets.reserve(claim(request, priced(nanos))));
    now(budgets.settle(((Verdict.Granted) verdict).hold(), new Budgets.Spent(nanos, false)));
  }
}
