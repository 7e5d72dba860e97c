package dev.signalbox.analytics.budget;

import static dev.signalbox.analytics.schema.Tables.BUDGET_PERIODS;
import static dev.signalbox.analytics.schema.Tables.RESERVATIONS;
import static dev.signalbox.analytics.schema.Tables.RESERVED_REQUESTS;

import dev.signalbox.analytics.schema.tables.records.BudgetPeriodsRecord;
import java.util.List;
import java.util.Locale;
import org.jooq.Condition;
import org.jooq.DSLContext;
import org.jooq.Record;
import org.jooq.SQLDialect;
import org.jooq.impl.DSL;

/** The rows of accounts and reservations within one transaction. */
final class AccountRows {
  /** Held by whoever writes budgets on a server, so that several nodes do it one after another. */
  private static final long LOCK = 0x5369676e616c6278L;

  private final DSLContext dsl;

  /**
   * A row of an account.
   *
   * @param warned of what was warned already
   */
  record Row(Figures figures, Standing.Level warned) {
    static final Row NONE = new Row(Figures.NONE, Standing.Level.OK);
  }

  /** A reservation in one account. */
  record Held(Account account, long nanos) {}

  AccountRows(DSLContext transaction) {
    this.dsl = transaction;
    if (transaction.dialect().family() == SQLDialect.POSTGRES) {
      transaction.fetch("select pg_advisory_xact_lock({0})", DSL.inline(LOCK));
    }
  }

  Row read(Account account) {
    return read(account, dsl);
  }

  /** How {@code account} stands, read by {@code dsl}. */
  static Figures figuresOf(Account account, DSLContext dsl) {
    return read(account, dsl).figures();
  }

  private static Row read(Account account, DSLContext dsl) {
    return dsl.selectFrom(BUDGET_PERIODS)
        .where(is(account))
        .fetchOptional()
        .map(
            row ->
                new Row(
                    new Figures(row.getSpentNanos(), row.getReservedNanos()),
                    Standing.Level.of(row.getWarned())))
        .orElse(Row.NONE);
  }

  private static Condition is(Account account) {
    return BUDGET_PERIODS
        .SCOPE
        .eq(account.scope().id())
        .and(BUDGET_PERIODS.SUBJECT.eq(account.subject()))
        .and(BUDGET_PERIODS.PERIOD.eq(account.period().id()))
        .and(BUDGET_PERIODS.START_MS.eq(account.startMillis()));
  }

  void write(Account account, Row changed) {
    BudgetPeriodsRecord row = new BudgetPeriodsRecord();
    row.setScope(account.scope().id());
    row.setSubject(account.subject());
    row.setPeriod(account.period().id());
    row.setStartMs(account.startMillis());
    row.setSpentNanos(changed.figures().spentNanos());
    row.setReservedNanos(changed.figures().reservedNanos());
    row.setWarned(changed.warned().id());
    dsl.insertInto(BUDGET_PERIODS)
        .set(row)
        .onConflict(BUDGET_PERIODS.getPrimaryKey().getFields())
        .doUpdate()
        .setAllToExcluded()
        .execute();
  }

  List<Held> held(long request) {
    return dsl.selectFrom(RESERVATIONS)
        .where(RESERVATIONS.REQUEST.eq(request))
        .fetch(row -> new Held(accountOf(row), row.getNanos()));
  }

  void hold(Ticket ticket, List<Line> lines) {
    dsl.insertInto(RESERVED_REQUESTS).set(TicketRows.rowOf(ticket)).onConflictDoNothing().execute();
    for (Line line : lines) {
      Account account = line.account();
      dsl.insertInto(RESERVATIONS)
          .set(RESERVATIONS.REQUEST, ticket.request())
          .set(RESERVATIONS.SCOPE, account.scope().id())
          .set(RESERVATIONS.SUBJECT, account.subject())
          .set(RESERVATIONS.PERIOD, account.period().id())
          .set(RESERVATIONS.START_MS, account.startMillis())
          .set(RESERVATIONS.NANOS, line.nanos())
          .execute();
    }
  }

  void release(long request) {
    dsl.deleteFrom(RESERVATIONS).where(RESERVATIONS.REQUEST.eq(request)).execute();
    dsl.deleteFrom(RESERVED_REQUESTS).where(RESERVED_REQUESTS.REQUEST.eq(request)).execute();
  }

  /** The account that a row of either table is of. */
  static Account accountOf(Record row) {
    return new Account(
        Scope.valueOf(row.get("scope", String.class).toUpperCase(Locale.ROOT)),
        row.get("subject", String.class),
        Period.Unit.valueOf(row.get("period", String.class).toUpperCase(Locale.ROOT)),
        row.get("start_ms", Long.class));
  }
}
