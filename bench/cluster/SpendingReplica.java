import dev.signalbox.analytics.budget.Budget;
import dev.signalbox.analytics.budget.BudgetLedger;
import dev.signalbox.analytics.budget.BudgetPlan;
import dev.signalbox.analytics.budget.BudgetReport;
import dev.signalbox.analytics.budget.Budgets;
import dev.signalbox.analytics.budget.Estimate;
import dev.signalbox.analytics.budget.Period;
import dev.signalbox.analytics.budget.Scope;
import dev.signalbox.analytics.budget.Spender;
import dev.signalbox.analytics.budget.Ticket;
import dev.signalbox.analytics.budget.Verdict;
import dev.signalbox.analytics.record.RequestRecord;
import dev.signalbox.analytics.store.Area;
import dev.signalbox.analytics.store.Database;
import dev.signalbox.analytics.store.FactWriter;
import dev.signalbox.analytics.store.Place;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;

/** Reserves money for each request under one budget, and settles it. */
final class SpendingReplica implements BenchReplica {
  private static final AtomicLong REQUESTS = new AtomicLong();
  private static final Estimate ESTIMATE = new Estimate("oa", "m", 100, 200, true, 500, 500);

  private final Database database;
  private final FactWriter writer;
  private final Budgets budgets;

  SpendingReplica(EmbeddedPostgres postgres) {
    database =
        Database.open(new Place.Server(postgres.getJdbcUrl("postgres", "postgres"), "postgres", ""));
    writer =
        new FactWriter(
            database, Area.CONTROL, FactWriter.Settings.STANDARD, InstantSource.system());
    Budget budget =
        new Budget(
            "all",
            Scope.TOTAL,
            Budget.EACH,
            new Period(Period.Unit.MONTH, ZoneOffset.UTC),
            Long.MAX_VALUE / 4,
            80,
            true,
            1_000,
            false);
    budgets =
        new Budgets(
            new BudgetPlan(List.of(budget)),
            new BudgetLedger(writer, Duration.ofSeconds(10), _ -> {}),
            new BudgetReport(database));
  }

  @Override
  public Runnable ask() {
    long request = REQUESTS.incrementAndGet();
    Ticket ticket =
        new Ticket(
            request,
            "req_" + request,
            Instant.now(),
            new RequestRecord.From("chat/completions", "", "blue", "shop", "web", "", List.of()),
            new RequestRecord.Asked("auto", false, "balanced", "chat", "d_" + request),
            ESTIMATE);
    Budgets.Claim claim =
        new Budgets.Claim(ticket, new Spender("blue", "shop", ""), List.of(ESTIMATE), 1);
    return switch (budgets.reserve(claim).toCompletableFuture().join()) {
      case Verdict.Granted(var hold, _) -> () -> budgets.settle(hold, new Budgets.Spent(900, false));
      case Verdict.Refused _, Verdict.Unavailable _ -> throw new IllegalStateException("no money");
    };
  }

  @Override
  public void close() {
    writer.close();
    database.close();
  }
}
