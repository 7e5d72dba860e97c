package dev.signalbox.analytics.budget;

import static dev.signalbox.analytics.schema.Tables.BUDGET_PERIODS;
import static dev.signalbox.analytics.schema.Tables.RESERVATIONS;
import static dev.signalbox.analytics.schema.Tables.RESERVED_REQUESTS;

import dev.signalbox.analytics.schema.tables.records.BudgetPeriodsRecord;
import dev.signalbox.analytics.schema.tables.records.ReservationsRecord;
import dev.signalbox.analytics.schema.tables.records.ReservedRequestsRecord;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jooq.Condition;
import org.jooq.DSLContext;
import org.jooq.Record;
import org.jooq.SQLDialect;
import org.jooq.impl.DSL;

/**
 * The rows of accounts and reservations within one transaction, for all requests that it is about:
 * read once at its beginning, changed here, and written once at its end.
 */
final class AccountRows {
  /** Held by whoever writes budgets on a server, so that several nodes do it one after another. */
  private static final long LOCK = 0x5369676e616c6278L;

  /** Rows of one statement. */
  private static final int CHUNK = 500;

  private final DSLContext dsl;
  private final Map<Account, Row> rows = new HashMap<>();
  private final Map<Long, List<Held>> held = new HashMap<>();
  private final Set<Account> changed = new LinkedHashSet<>();
  private final Map<Long, ReservedRequestsRecord> newRequests = new LinkedHashMap<>();
  private final Set<Long> released = new LinkedHashSet<>();

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

  /**
   * Those of {@code requests} and {@code accounts}, and of the accounts that the requests have
   * reserved in.
   */
  AccountRows(DSLContext transaction, Set<Long> requests, Set<Account> accounts) {
    this.dsl = transaction;
    if (transaction.dialect().family() == SQLDialect.POSTGRES) {
      transaction.fetch("select pg_advisory_xact_lock({0})", DSL.inline(LOCK));
    }
    chunks(requests).forEach(this::readHeld);
    Set<Account> all = new LinkedHashSet<>(accounts);
    held.values().forEach(each -> each.forEach(one -> all.add(one.account())));
    chunks(all).forEach(this::readRows);
  }

  private static <T> List<List<T>> chunks(Collection<T> all) {
    List<T> list = List.copyOf(all);
    List<List<T>> chunks = new ArrayList<>();
    for (int from = 0; from < list.size(); from += CHUNK) {
      chunks.add(list.subList(from, Math.min(list.size(), from + CHUNK)));
    }
    return chunks;
  }

  private void readHeld(List<Long> requests) {
    dsl.selectFrom(RESERVATIONS)
        .where(RESERVATIONS.REQUEST.in(requests))
        .forEach(
            row ->
                held.computeIfAbsent(row.getRequest(), _ -> new ArrayList<>())
                    .add(new Held(accountOf(row), row.getNanos())));
  }

  private void readRows(List<Account> accounts) {
    accounts.forEach(account -> rows.put(account, Row.NONE));
    dsl.selectFrom(BUDGET_PERIODS)
        .where(
            DSL.row(
                    BUDGET_PERIODS.SCOPE,
                    BUDGET_PERIODS.SUBJECT,
                    BUDGET_PERIODS.PERIOD,
                    BUDGET_PERIODS.START_MS)
                .in(
                    accounts.stream()
                        .map(
                            account ->
                                DSL.row(
                                    account.scope().id(),
                                    account.subject(),
                                    account.period().id(),
                                    account.startMillis()))
                        .toList()))
        .forEach(row -> rows.put(accountOf(row), rowOf(row)));
  }

  private static Row rowOf(BudgetPeriodsRecord row) {
    return new Row(
        new Figures(row.getSpentNanos(), row.getReservedNanos()),
        Standing.Level.of(row.getWarned()));
  }

  /** How {@code account} stands by now. */
  Row read(Account account) {
    return rows.computeIfAbsent(account, unforeseen -> read(unforeseen, dsl));
  }

  /** How {@code account} stands, read by {@code dsl}. */
  static Figures figuresOf(Account account, DSLContext dsl) {
    return read(account, dsl).figures();
  }

  private static Row read(Account account, DSLContext dsl) {
    return dsl.selectFrom(BUDGET_PERIODS)
        .where(is(account))
        .fetchOptional()
        .map(AccountRows::rowOf)
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

  void write(Account account, Row row) {
    rows.put(account, row);
    changed.add(account);
  }

  List<Held> held(long request) {
    return held.getOrDefault(request, List.of());
  }

  void hold(Ticket ticket, List<Line> lines) {
    newRequests.put(ticket.request(), TicketRows.rowOf(ticket));
    held.put(
        ticket.request(),
        lines.stream().map(line -> new Held(line.account(), line.nanos())).toList());
  }

  void release(long request) {
    held.remove(request);
    newRequests.remove(request);
    released.add(request);
  }

  /** Writes what was changed. */
  void store() {
    chunks(released).forEach(this::delete);
    chunks(newRequests.values()).forEach(this::insert);
    chunks(changed).forEach(this::put);
  }

  private void delete(List<Long> requests) {
    dsl.deleteFrom(RESERVATIONS).where(RESERVATIONS.REQUEST.in(requests)).execute();
    dsl.deleteFrom(RESERVED_REQUESTS).where(RESERVED_REQUESTS.REQUEST.in(requests)).execute();
  }

  private void insert(List<ReservedRequestsRecord> requests) {
    dsl.insertInto(RESERVED_REQUESTS)
        .columns(RESERVED_REQUESTS.fields())
        .valuesOfRecords(requests)
        .onConflictDoNothing()
        .execute();
    List<ReservationsRecord> lines = new ArrayList<>();
    for (ReservedRequestsRecord request : requests) {
      held(request.getRequest()).forEach(each -> lines.add(rowOf(request.getRequest(), each)));
    }
    for (List<ReservationsRecord> some : chunks(lines)) {
      dsl.insertInto(RESERVATIONS).columns(RESERVATIONS.fields()).valuesOfRecords(some).execute();
    }
  }

  private static ReservationsRecord rowOf(long request, Held held) {
    ReservationsRecord row = new ReservationsRecord();
    row.setRequest(request);
    row.setScope(held.account().scope().id());
    row.setSubject(held.account().subject());
    row.setPeriod(held.account().period().id());
    row.setStartMs(held.account().startMillis());
    row.setNanos(held.nanos());
    return row;
  }

  private void put(List<Account> accounts) {
    dsl.insertInto(BUDGET_PERIODS)
        .columns(BUDGET_PERIODS.fields())
        .valuesOfRecords(accounts.stream().map(this::rowOf).toList())
        .onConflict(BUDGET_PERIODS.getPrimaryKey().getFields())
        .doUpdate()
        .setAllToExcluded()
        .execute();
  }

  private BudgetPeriodsRecord rowOf(Account account) {
    Row now = read(account);
    BudgetPeriodsRecord row = new BudgetPeriodsRecord();
    row.setScope(account.scope().id());
    row.setSubject(account.subject());
    row.setPeriod(account.period().id());
    row.setStartMs(account.startMillis());
    row.setSpentNanos(now.figures().spentNanos());
    row.setReservedNanos(now.figures().reservedNanos());
    row.setWarned(now.warned().id());
    return row;
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
