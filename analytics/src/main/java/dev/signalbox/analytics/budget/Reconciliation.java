package dev.signalbox.analytics.budget;

import static dev.signalbox.analytics.schema.Tables.BUDGET_PERIODS;
import static dev.signalbox.analytics.schema.Tables.FACT_REQUESTS;
import static dev.signalbox.analytics.schema.Tables.RESERVED_REQUESTS;

import dev.signalbox.analytics.ledger.RequestFact;
import dev.signalbox.analytics.record.AttemptRecord;
import dev.signalbox.analytics.record.Bill;
import dev.signalbox.analytics.record.FactIds;
import dev.signalbox.analytics.record.RequestRecord;
import dev.signalbox.analytics.record.Result;
import dev.signalbox.analytics.schema.tables.records.ReservedRequestsRecord;
import dev.signalbox.analytics.store.Area;
import dev.signalbox.analytics.store.Database;
import dev.signalbox.analytics.store.FactWriter;
import dev.signalbox.engine.price.Bucket;
import dev.signalbox.engine.price.Cost;
import dev.signalbox.engine.price.ServiceTier;
import dev.signalbox.engine.price.TokenBuckets;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.LongFunction;
import org.jooq.Condition;
import org.jooq.Field;
import org.jooq.Record1;

/**
 * Ends reservations whose request is over without having settled them: the process ended. Those
 * that have a record are settled by its cost; for the others a record is written that says so, and
 * they count as what they were expected to cost at most. Doing it again changes nothing, wherever
 * it was interrupted. Blocks.
 */
public final class Reconciliation {
  private static final int BATCH = 500;

  /** Number of the node that served a request. */
  private static final Field<Long> NODE =
      RESERVED_REQUESTS.REQUEST.div(FactIds.NODE_UNIT).mod((long) FactIds.NODES);

  private final Database database;
  private final FactWriter facts;
  private final BudgetLedger ledger;
  private final String node;

  /**
   * A reconciliation.
   *
   * @param facts writes records
   * @param node the node that they name where it is not known who served
   */
  public Reconciliation(Database database, FactWriter facts, BudgetLedger ledger, String node) {
    this.database = database;
    this.facts = facts;
    this.ledger = ledger;
    this.node = node;
  }

  /** Takes over what the database says of the accounts whose period began after {@code millis}. */
  public void learn(long millis) {
    database
        .reading(Area.CONTROL)
        .selectFrom(BUDGET_PERIODS)
        .where(BUDGET_PERIODS.START_MS.ge(millis))
        .orderBy(BUDGET_PERIODS.START_MS)
        .fetch()
        .forEach(
            row ->
                ledger.learn(
                    AccountRows.accountOf(row),
                    new Figures(row.getSpentNanos(), row.getReservedNanos())));
  }

  /**
   * Ends the reservations of requests that came before {@code millis}.
   *
   * @return how many
   */
  public int endBefore(long millis) {
    return endAll(RESERVED_REQUESTS.AT_MS.lt(millis), _ -> node);
  }

  /**
   * Ends the reservations of requests that nodes served which are gone.
   *
   * @param names of these nodes by their numbers
   * @return how many
   */
  public int endOf(Map<Integer, String> names) {
    if (names.isEmpty()) {
      return 0;
    }
    return endAll(
        NODE.in(names.keySet().stream().map(Integer::longValue).toList()),
        request -> names.getOrDefault((int) (request / FactIds.NODE_UNIT % FactIds.NODES), node));
  }

  private int endAll(Condition which, LongFunction<String> nodeOf) {
    int ended = 0;
    while (true) {
      List<ReservedRequestsRecord> open =
          database
              .reading(Area.CONTROL)
              .selectFrom(RESERVED_REQUESTS)
              .where(which)
              .orderBy(RESERVED_REQUESTS.REQUEST)
              .limit(BATCH)
              .fetch();
      open.forEach(row -> end(TicketRows.ticketOf(row), nodeOf.apply(row.getRequest())));
      ended += open.size();
      if (open.size() < BATCH) {
        return ended;
      }
    }
  }

  private void end(Ticket ticket, String servedBy) {
    Optional<Record1<Long>> record = recordOf(ticket);
    if (record.isEmpty()) {
      facts.write(new RequestFact(interrupted(ticket), servedBy)).join();
      record = recordOf(ticket);
    }
    OptionalLong cost =
        record
            .filter(_ -> ticket.dearest().priced())
            .map(Record1::value1)
            .map(OptionalLong::of)
            .orElse(OptionalLong.empty());
    ledger
        .settle(ticket.request(), (_, reserved) -> cost.orElse(reserved))
        .toCompletableFuture()
        .join();
  }

  private Optional<Record1<Long>> recordOf(Ticket ticket) {
    return database
        .reading(Area.FACTS)
        .select(FACT_REQUESTS.COST_NANOS)
        .from(FACT_REQUESTS)
        .where(FACT_REQUESTS.ID.eq(ticket.request()))
        .fetchOptional();
  }

  private static RequestRecord interrupted(Ticket ticket) {
    Estimate dearest = ticket.dearest();
    return new RequestRecord(
        ticket.request(),
        ticket.requestId(),
        ticket.at(),
        ticket.from(),
        ticket.asked(),
        "",
        new RequestRecord.Ending(
            0, Result.OUTCOME_INTERRUPTED, "the gateway ended before the request did"),
        Optional.empty(),
        true,
        dearest.priced() ? OptionalLong.of(dearest.nanos()) : OptionalLong.empty(),
        List.of(),
        List.of(
            new AttemptRecord(
                ticket.at(),
                dearest.provider(),
                dearest.model(),
                "",
                0,
                Result.OUTCOME_INTERRUPTED,
                "local",
                "",
                "",
                false,
                bill(dearest),
                -1,
                -1,
                0,
                -1)),
        new RequestRecord.Timing(0, -1, 0),
        List.of(),
        "");
  }

  private static Bill bill(Estimate dearest) {
    Map<Bucket, Long> parts = new EnumMap<>(Bucket.class);
    if (dearest.priced()) {
      parts.put(Bucket.INPUT, dearest.inputNanos());
      parts.put(Bucket.OUTPUT, dearest.outputNanos());
    }
    return new Bill(
        Bill.Charge.ESTIMATED,
        ServiceTier.STANDARD,
        TokenBuckets.of(dearest.inputTokens(), dearest.outputTokens()),
        Optional.of(
            new Cost(
                dearest.priced(),
                dearest.nanos(),
                parts,
                Optional.empty(),
                dearest.priced() ? List.of() : List.of(Bucket.INPUT, Bucket.OUTPUT),
                List.of())),
        dearest.provider() + "/" + dearest.model());
  }
}
