package dev.signalbox.analytics.budget;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.signalbox.analytics.store.Fact;
import dev.signalbox.analytics.store.FactWriter;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * The accounts of all budgets. Whatever changes one is decided on the writer's thread, within the
 * transaction that stores it: on a server under a lock that all nodes take, in a file by the only
 * process that has it open. Asking never blocks; the figures it keeps in memory are those of the
 * last commit of this process.
 */
public final class BudgetLedger {
  private static final int MOST_KNOWN = 20_000;

  private final FactWriter writer;
  private final Duration patience;
  private final Consumer<Standing> crossed;
  private final Cache<Account, Figures> known =
      Caffeine.newBuilder().maximumSize(MOST_KNOWN).build();

  /**
   * A ledger.
   *
   * @param writer of the control database
   * @param patience how long a reservation may take before it counts as impossible
   * @param crossed told, once a period, that an account has come to its warning or its limit; on
   *     the writer's thread
   */
  public BudgetLedger(FactWriter writer, Duration patience, Consumer<Standing> crossed) {
    this.writer = writer;
    this.patience = patience;
    this.crossed = crossed;
  }

  /** What came of an attempt to reserve. */
  sealed interface Reserved {
    /** Everything is reserved; each account as it stands now. */
    record All(List<Standing> standings) implements Reserved {}

    /** Nothing is; one account has no room. */
    record None(Standing standing) implements Reserved {}

    /** The database cannot be written. */
    record Impossible() implements Reserved {}
  }

  /** What an account is charged when a reservation of {@code reserved} ends. */
  @FunctionalInterface
  interface Charge {
    long nanos(Account account, long reserved);
  }

  /** How {@code account} stood after the last commit that changed it here. */
  Figures known(Account account) {
    Figures figures = known.getIfPresent(account);
    return figures == null ? Figures.NONE : figures;
  }

  /** Takes over what the database says of an account. */
  void learn(Account account, Figures figures) {
    known.put(account, figures);
  }

  /**
   * Reserves all of {@code lines} or nothing. Never fails; completes on the writer's thread, or on
   * one of the JVM's when it takes too long.
   */
  CompletionStage<Reserved> reserve(Ticket ticket, List<Line> lines) {
    if (writer.state().failure().isPresent()) {
      return CompletableFuture.completedFuture(new Reserved.Impossible());
    }
    Change change = new Change();
    Fact fact =
        Turn.fact(
            new Turn.Part(
                ticket.request(),
                lines.stream().map(Line::account).toList(),
                rows -> reserve(ticket, lines, change.begin(rows))));
    return writer
        .write(fact)
        .thenApply(_ -> change.committed())
        .orTimeout(patience.toMillis(), TimeUnit.MILLISECONDS)
        .exceptionally(
            _ -> {
              // should it be written after all, this comes after it
              settle(ticket.request(), List.of(), true);
              return new Reserved.Impossible();
            });
  }

  private static void reserve(Ticket ticket, List<Line> lines, Change change) {
    boolean held = !change.rows().held(ticket.request()).isEmpty(); // a commit that seemed to fail
    for (Line line : lines) {
      if (!held && !line.fits(change.figures(line.account()))) {
        change.refuse(line);
        change.store();
        return;
      }
    }
    if (!held) {
      for (Line line : lines) {
        change.put(line.account(), change.figures(line.account()).reserving(line.nanos()));
      }
      change.rows().hold(ticket, lines);
    }
    lines.forEach(line -> change.told(line.budget(), line.account()));
    change.store();
  }

  /**
   * Ends the reservation of {@code request}: what was reserved is free again, and what was spent
   * counts. Doing it again changes nothing.
   *
   * @param reserved false when nothing was reserved and the lines count all the same
   */
  CompletionStage<Void> settle(long request, List<Line> lines, boolean reserved) {
    Map<Account, Line> spent = new HashMap<>();
    lines.forEach(line -> spent.put(line.account(), line));
    return end(
        request,
        (account, _) -> spent.containsKey(account) ? spent.get(account).nanos() : 0,
        new Ending(lines, reserved));
  }

  /** The same for a reservation of which only the rows are known. */
  CompletionStage<Void> settle(long request, Charge charge) {
    return end(request, charge, new Ending(List.of(), true));
  }

  private record Ending(List<Line> lines, boolean reserved) {}

  private CompletionStage<Void> end(long request, Charge charge, Ending ending) {
    Change change = new Change();
    return writer
        .write(
            Turn.fact(
                new Turn.Part(
                    request,
                    ending.lines().stream().map(Line::account).toList(),
                    rows -> {
                      end(request, charge, ending, change.begin(rows));
                      change.store();
                    })))
        .thenRun(change::committed);
  }

  private static void end(long request, Charge charge, Ending ending, Change change) {
    List<AccountRows.Held> held = change.rows().held(request);
    for (AccountRows.Held each : held) {
      long nanos = charge.nanos(each.account(), each.nanos());
      change.put(each.account(), change.figures(each.account()).settling(each.nanos(), nanos));
    }
    if (!ending.reserved()) {
      for (Line line : ending.lines()) {
        change.put(line.account(), change.figures(line.account()).settling(0, line.nanos()));
      }
    }
    ending.lines().forEach(line -> change.told(line.budget(), line.account()));
    if (!held.isEmpty()) {
      change.rows().release(request);
    }
  }

  /**
   * One change of the books. Lives on the writer's thread; begun anew when a transaction was rolled
   * back.
   */
  private final class Change {
    private final Map<Account, AccountRows.Row> before = new HashMap<>();
    private final Map<Account, AccountRows.Row> after = new HashMap<>();
    private final List<Standing> standings = new ArrayList<>();
    private final List<Standing> news = new ArrayList<>();
    private Optional<Standing> refused = Optional.empty();
    private Optional<AccountRows> rows = Optional.empty();

    Change begin(AccountRows transaction) {
      before.clear();
      after.clear();
      standings.clear();
      news.clear();
      refused = Optional.empty();
      rows = Optional.of(transaction);
      return this;
    }

    AccountRows rows() {
      return rows.orElseThrow();
    }

    Figures figures(Account account) {
      return row(account).figures();
    }

    private AccountRows.Row row(Account account) {
      AccountRows.Row changed = after.get(account);
      return changed == null ? before.computeIfAbsent(account, rows()::read) : changed;
    }

    void put(Account account, Figures figures) {
      after.put(account, new AccountRows.Row(figures, row(account).warned()));
    }

    void refuse(Line line) {
      AccountRows.Row row = row(line.account());
      Standing standing = new Standing(line.budget(), line.account(), row.figures());
      refused = Optional.of(standing);
      tell(standing, Standing.Level.EXHAUSTED, row);
    }

    /** Notes how {@code account} stands, and whether that is news. */
    void told(Budget budget, Account account) {
      AccountRows.Row row = row(account);
      Standing standing = new Standing(budget, account, row.figures());
      standings.add(standing);
      tell(standing, standing.level(), row);
    }

    private void tell(Standing standing, Standing.Level level, AccountRows.Row row) {
      if (level.compareTo(row.warned()) > 0) {
        after.put(standing.account(), new AccountRows.Row(row.figures(), level));
        news.add(standing);
      }
    }

    void store() {
      after.forEach(rows()::write);
    }

    /** Takes over what is in the database now. */
    Reserved committed() {
      before.forEach((account, row) -> known.put(account, row.figures()));
      after.forEach((account, row) -> known.put(account, row.figures()));
      news.forEach(crossed);
      return refused
          .<Reserved>map(Reserved.None::new)
          .orElseGet(() -> new Reserved.All(List.copyOf(standings)));
    }
  }
}
