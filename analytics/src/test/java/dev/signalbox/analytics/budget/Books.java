package dev.signalbox.analytics.budget;

import dev.signalbox.analytics.record.RequestRecord;
import dev.signalbox.analytics.store.Area;
import dev.signalbox.analytics.store.Database;
import dev.signalbox.analytics.store.FactWriter;
import dev.signalbox.analytics.store.Place;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;

/** A process with budgets on a database; what it wrote is there for the next one. */
final class Books implements AutoCloseable {
  static final Instant AT = Instant.parse("2026-11-26T12:00:00Z");
  static final Spender SHOP = new Spender("blue", "shop", "");

  private final Database database;
  private final FactWriter facts;
  private final FactWriter control;
  private final BudgetLedger ledger;
  private final List<Standing> news = new CopyOnWriteArrayList<>();

  Books(Place place) {
    this(Database.open(place), Duration.ofSeconds(20));
  }

  Books(Database database, Duration patience) {
    this.database = database;
    this.facts = writer(Area.FACTS, patience);
    this.control = writer(Area.CONTROL, patience);
    this.ledger = new BudgetLedger(control, patience, news::add);
  }

  private FactWriter writer(Area area, Duration patience) {
    FactWriter.Settings standard = FactWriter.Settings.STANDARD;
    return new FactWriter(
        database,
        area,
        new FactWriter.Settings(
            standard.capacity(), standard.maxBatch(), standard.linger(), standard.node(), patience),
        () -> AT);
  }

  Budgets budgets(Budget... budgets) {
    return new Budgets(new BudgetPlan(List.of(budgets)), ledger, new BudgetReport(database));
  }

  Reconciliation reconciliation() {
    return new Reconciliation(database, facts, ledger, "");
  }

  Database database() {
    return database;
  }

  FactWriter facts() {
    return facts;
  }

  List<Standing> news() {
    return news;
  }

  /** The one account of {@code budgets} as the database has it. */
  static Figures figures(Budgets budgets) {
    return budgets.standings(List.of(), AT.toEpochMilli()).getFirst().figures();
  }

  /** A limit for everything that stops. */
  static Budget total(long limitNanos) {
    return budget(Scope.TOTAL, Budget.EACH, limitNanos);
  }

  static Budget budget(Scope scope, String subject, long limitNanos) {
    return new Budget(
        scope.id() + " " + subject,
        scope,
        subject,
        new Period(Period.Unit.MONTH, ZoneOffset.UTC),
        limitNanos,
        80,
        true,
        1_000,
        false);
  }

  static Estimate priced(long nanos) {
    return new Estimate("oa", "m", 100, 200, true, nanos / 2, nanos - nanos / 2);
  }

  static Estimate unpriced() {
    return new Estimate("oa", "m", 100, 200, false, 0, 0);
  }

  static Budgets.Claim claim(long request, Estimate estimate) {
    return claim(request, estimate, AT);
  }

  static Budgets.Claim claim(long request, Estimate estimate, Instant at) {
    Ticket ticket =
        new Ticket(
            request,
            "req_" + request,
            at,
            new RequestRecord.From("chat/completions", "", "blue", "shop", "web", "", List.of()),
            new RequestRecord.Asked("auto", false, "balanced", "chat", "d_" + request),
            estimate);
    return new Budgets.Claim(ticket, SHOP, List.of(estimate), 1);
  }

  static <T> T now(CompletionStage<T> stage) {
    return stage.toCompletableFuture().orTimeout(30, TimeUnit.SECONDS).join();
  }

  @Override
  public void close() {
    facts.close();
    control.close();
    database.close();
  }
}
