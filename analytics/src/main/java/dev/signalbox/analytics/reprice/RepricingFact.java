package dev.signalbox.analytics.reprice;

import static dev.signalbox.analytics.schema.Tables.FACT_ATTEMPTS;
import static dev.signalbox.analytics.schema.Tables.FACT_REQUESTS;
import static dev.signalbox.analytics.schema.Tables.REPRICINGS;

import dev.signalbox.analytics.ledger.PriceRows;
import dev.signalbox.analytics.schema.tables.records.RepricedAttemptsRecord;
import dev.signalbox.analytics.schema.tables.records.RepricingsRecord;
import dev.signalbox.analytics.store.Batch;
import dev.signalbox.analytics.store.Fact;
import dev.signalbox.engine.price.Bucket;
import dev.signalbox.engine.price.Cost;
import java.util.List;
import org.jooq.DSLContext;

/**
 * A batch of requests that cost something else now.
 *
 * @param id of the run
 * @param outcome of the batch
 */
record RepricingFact(
    long id, Repricing.Order order, Repricing.Outcome outcome, List<RepricedRequest> requests)
    implements Fact {
  @Override
  public void addTo(Batch batch) {
    batch.insert(runRow());
    for (RepricedRequest request : requests) {
      if (request.changed()) {
        request.attempts().stream()
            .filter(RepricedAttempt::changed)
            .forEach(attempt -> add(attempt, batch));
        batch.sum(request.row().getAtMs(), request.dimensions(), request.delta());
        batch.change(transaction -> update(request, transaction));
      }
    }
    batch.change(this::count);
  }

  private RepricingsRecord runRow() {
    RepricingsRecord row = new RepricingsRecord();
    row.setId(id);
    row.setAtMs(order.at().toEpochMilli());
    row.setActor(order.actor());
    row.setFromMs(order.from().toEpochMilli());
    row.setUntilMs(order.until().toEpochMilli());
    row.setAttempts(0L);
    row.setChanged(0L);
    row.setBeforeNanos(0L);
    row.setAfterNanos(0L);
    return row;
  }

  private void count(DSLContext transaction) {
    transaction
        .update(REPRICINGS)
        .set(REPRICINGS.ATTEMPTS, REPRICINGS.ATTEMPTS.plus(outcome.attempts()))
        .set(REPRICINGS.CHANGED, REPRICINGS.CHANGED.plus(outcome.changed()))
        .set(REPRICINGS.BEFORE_NANOS, REPRICINGS.BEFORE_NANOS.plus(outcome.beforeNanos()))
        .set(REPRICINGS.AFTER_NANOS, REPRICINGS.AFTER_NANOS.plus(outcome.afterNanos()))
        .where(REPRICINGS.ID.eq(id))
        .execute();
  }

  private void add(RepricedAttempt attempt, Batch batch) {
    Cost cost = attempt.cost().orElseThrow();
    cost.price().ifPresent(price -> batch.insertOnce(price, () -> PriceRows.rowOf(price)));
    RepricedAttemptsRecord row = new RepricedAttemptsRecord();
    row.setRepricing(id);
    row.setRequest(attempt.row().getRequest());
    row.setNumber(attempt.row().getNumber());
    row.setBeforePrice(attempt.row().getPrice());
    row.setBeforeNanos(attempt.row().getCostNanos());
    row.setAfterPrice(RepricedAttempt.priceOf(cost));
    row.setAfterNanos(cost.totalNanos());
    batch.insert(row);
  }

  private static void update(RepricedRequest request, DSLContext transaction) {
    request.attempts().stream()
        .filter(RepricedAttempt::changed)
        .forEach(attempt -> update(attempt, transaction));
    RepricedRequest.Sums after = request.after();
    transaction
        .update(FACT_REQUESTS)
        .set(FACT_REQUESTS.COST_NANOS, after.priced() ? after.nanos() : null)
        .set(FACT_REQUESTS.WASTED_NANOS, after.wasted())
        .where(FACT_REQUESTS.ID.eq(request.row().getId()))
        .execute();
  }

  private static void update(RepricedAttempt attempt, DSLContext transaction) {
    Cost cost = attempt.cost().orElseThrow();
    transaction
        .update(FACT_ATTEMPTS)
        .set(FACT_ATTEMPTS.COST_NANOS, cost.totalNanos())
        .set(FACT_ATTEMPTS.INPUT_COST, cost.parts().get(Bucket.INPUT))
        .set(FACT_ATTEMPTS.CACHE_READ_COST, cost.parts().get(Bucket.CACHE_READ))
        .set(FACT_ATTEMPTS.CACHE_WRITE_COST, cost.parts().get(Bucket.CACHE_WRITE))
        .set(FACT_ATTEMPTS.CACHE_WRITE_HOUR_COST, cost.parts().get(Bucket.CACHE_WRITE_HOUR))
        .set(FACT_ATTEMPTS.AUDIO_INPUT_COST, cost.parts().get(Bucket.AUDIO_INPUT))
        .set(FACT_ATTEMPTS.OUTPUT_COST, cost.parts().get(Bucket.OUTPUT))
        .set(FACT_ATTEMPTS.REASONING_COST, cost.parts().get(Bucket.REASONING))
        .set(FACT_ATTEMPTS.AUDIO_OUTPUT_COST, cost.parts().get(Bucket.AUDIO_OUTPUT))
        .set(FACT_ATTEMPTS.PRICE, RepricedAttempt.priceOf(cost))
        .where(
            FACT_ATTEMPTS.REQUEST.eq(attempt.row().getRequest()),
            FACT_ATTEMPTS.NUMBER.eq(attempt.row().getNumber()))
        .execute();
  }
}
