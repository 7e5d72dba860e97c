package dev.signalbox.analytics.budget;

import dev.signalbox.analytics.record.AttemptRecord;
import dev.signalbox.analytics.record.Bill;
import dev.signalbox.engine.price.TokenBuckets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/**
 * The budgets of a configuration over the accounts of the process. Used by all threads; nothing but
 * {@link #standings} blocks.
 */
public final class Budgets {
  private static final long NO_REQUEST = 0;

  private final BudgetPlan plan;
  private final BudgetLedger ledger;
  private final BudgetReport report;

  /** The budgets of {@code plan}. */
  public Budgets(BudgetPlan plan, BudgetLedger ledger, BudgetReport report) {
    this.plan = plan;
    this.ledger = ledger;
    this.report = report;
  }

  /**
   * What a request asks to spend.
   *
   * @param spender who asks
   * @param entries what the calls may cost that one of is made after another; at least one. The
   *     dearest counts, as any of them may be the one that answers
   * @param calls how many calls may be charged at once
   */
  public record Claim(Ticket ticket, Spender spender, List<Estimate> entries, int calls) {
    public Claim {
      entries = List.copyOf(entries);
    }

    /** The accounts it counts for. */
    private List<BudgetPlan.Entry> accounts(BudgetPlan plan) {
      return plan.entriesOf(spender, ticket.at().toEpochMilli());
    }

    private Line line(BudgetPlan.Entry entry) {
      long most = 0;
      for (Estimate each : entries) {
        most = Math.max(most, entry.budget().counted(each, calls));
      }
      return new Line(entry, most);
    }
  }

  /** What was spent: nano-dollars that have a price, and whether something else has none. */
  public record Spent(long nanos, boolean unpriced) {
    private static final TokenBuckets NO_TOKENS = TokenBuckets.of(0, 0);

    /** What all {@code attempts} cost, those that failed or came second too. */
    public static Spent of(List<AttemptRecord> attempts) {
      long nanos = 0;
      boolean unpriced = false;
      for (AttemptRecord attempt : attempts) {
        nanos = Nanos.sum(nanos, attempt.bill().nanos());
        unpriced |= isUnknown(attempt.bill());
      }
      return new Spent(nanos, unpriced);
    }

    /** Whether something was charged that nobody knows the price of, or not even the amount. */
    private static boolean isUnknown(Bill bill) {
      return switch (bill.charge()) {
        case NONE -> false;
        case REPORTED -> !bill.priced();
        case ESTIMATED -> !bill.priced() || bill.tokens().equals(NO_TOKENS);
      };
    }
  }

  /**
   * How all accounts stand at {@code atMillis}; reads the database, and blocks.
   *
   * @param brought budgets that keys bring
   */
  public List<Standing> standings(List<Budget> brought, long atMillis) {
    return report.standings(plan.with(brought), atMillis);
  }

  /** Whether {@code spender} is under a budget at all. */
  public boolean concern(Spender spender, long atMillis) {
    return !plan.entriesOf(spender, atMillis).isEmpty();
  }

  /** Nano-dollars that {@code spender} may still spend; empty when no budget stops it. */
  public OptionalLong leftNanos(Spender spender, long atMillis) {
    return plan.entriesOf(spender, atMillis).stream()
        .filter(entry -> entry.budget().stops())
        .mapToLong(entry -> standing(entry).leftNanos())
        .min();
  }

  /** Of the budgets that stop {@code spender}, the one with the least left. */
  public Optional<Standing> tightest(Spender spender, long atMillis) {
    return plan.entriesOf(spender, atMillis).stream()
        .filter(entry -> entry.budget().stops())
        .map(this::standing)
        .min(Comparator.comparingLong(Standing::leftNanos));
  }

  private Standing standing(BudgetPlan.Entry entry) {
    return new Standing(entry.budget(), entry.account(), ledger.known(entry.account()));
  }

  /**
   * Reserves what {@code claim} may cost; done when that is stored. Never fails.
   *
   * @return on any thread
   */
  public CompletionStage<Verdict> reserve(Claim claim) {
    List<BudgetPlan.Entry> entries = claim.accounts(plan);
    List<Line> lines = lines(claim, entries);
    Hold hold = new Hold(claim.ticket().request(), entries, true);
    if (lines.stream().allMatch(line -> line.nanos() == 0)) {
      Hold free = new Hold(hold.request(), entries, false);
      return CompletableFuture.completedFuture(new Verdict.Granted(free, List.of()));
    }
    return ledger
        .reserve(claim.ticket(), lines)
        .thenApply(
            reserved ->
                switch (reserved) {
                  case BudgetLedger.Reserved.All(var standings) ->
                      new Verdict.Granted(hold, warnings(standings));
                  case BudgetLedger.Reserved.None(var standing) -> new Verdict.Refused(standing);
                  case BudgetLedger.Reserved.Impossible _ -> unreserved(hold, lines);
                });
  }

  private static List<Line> lines(Claim claim, List<BudgetPlan.Entry> entries) {
    List<Line> lines = new ArrayList<>(entries.size());
    entries.forEach(entry -> lines.add(claim.line(entry)));
    return lines;
  }

  /** What {@link #reserve} comes to without the database, which is not asked. */
  public Verdict withoutStore(Claim claim) {
    List<BudgetPlan.Entry> entries = claim.accounts(plan);
    return unreserved(new Hold(claim.ticket().request(), entries, false), lines(claim, entries));
  }

  private static List<Standing> warnings(List<Standing> standings) {
    return standings.stream().filter(standing -> standing.level() != Standing.Level.OK).toList();
  }

  /** Without the database: refused, or let go by what was known last. */
  private Verdict unreserved(Hold hold, List<Line> lines) {
    List<Standing> standings = new ArrayList<>();
    for (Line line : lines) {
      Standing standing = standing(line.entry());
      if (line.budget().stops() && !line.budget().opensWithoutStore()) {
        return new Verdict.Unavailable(line.budget());
      }
      if (!line.fits(standing.figures())) {
        return new Verdict.Refused(standing);
      }
      standings.add(standing);
    }
    return new Verdict.Granted(
        new Hold(hold.request(), hold.entries(), false), warnings(standings));
  }

  /**
   * Ends what {@code hold} reserved: {@code spent} counts in its place, on each account as its
   * budget counts it. Stored later; doing it again changes nothing.
   */
  public CompletionStage<Void> settle(Hold hold, Spent spent) {
    List<Line> lines =
        hold.entries().stream()
            .map(entry -> new Line(entry, counted(entry.budget(), spent)))
            .toList();
    if (!hold.reserved() && lines.stream().allMatch(line -> line.nanos() == 0)) {
      return CompletableFuture.completedFuture(null);
    }
    return ledger.settle(hold.request(), lines, hold.reserved());
  }

  /**
   * Counts what requests of {@code spender} spent at {@code atMillis} that nothing was reserved
   * for, in those accounts whose period has not ended at {@code nowMillis}.
   */
  public CompletionStage<Void> add(
      Spender spender, long atMillis, List<Spent> requests, long nowMillis) {
    List<Line> lines =
        plan.entriesOf(spender, atMillis).stream()
            .filter(
                entry ->
                    entry.account().startMillis() == entry.budget().period().startOf(nowMillis))
            .map(entry -> new Line(entry, counted(entry.budget(), requests)))
            .toList();
    return lines.isEmpty()
        ? CompletableFuture.completedFuture(null)
        : ledger.settle(NO_REQUEST, lines, false);
  }

  private static long counted(Budget budget, List<Spent> requests) {
    long nanos = 0;
    for (Spent each : requests) {
      nanos = Nanos.sum(nanos, counted(budget, each));
    }
    return nanos;
  }

  private static long counted(Budget budget, Spent spent) {
    return budget.counted(spent.nanos(), spent.unpriced());
  }
}
