package dev.signalbox.analytics.ledger;

import dev.signalbox.analytics.record.AttemptRecord;
import dev.signalbox.analytics.record.Bill;
import dev.signalbox.analytics.rollup.Histogram;
import dev.signalbox.analytics.rollup.RollupDelta;
import dev.signalbox.analytics.row.Rows;
import dev.signalbox.analytics.schema.tables.records.FactAttemptsRecord;
import dev.signalbox.engine.price.Bucket;
import dev.signalbox.engine.price.Cost;
import dev.signalbox.engine.price.TokenBuckets;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Rows of attempts, and what they add to the sums. */
final class AttemptRows {
  private AttemptRows() {}

  static FactAttemptsRecord rowOf(long request, int number, AttemptRecord attempt) {
    FactAttemptsRecord row = Rows.of(new FactAttemptsRecord());
    row.setRequest(request);
    row.setNumber(number);
    row.setAtMs(attempt.at().toEpochMilli());
    row.setProvider(attempt.provider());
    row.setModel(attempt.model());
    row.setAnsweredModel(attempt.answeredModel());
    row.setKeyLabel(attempt.key());
    row.setStatus(attempt.status());
    row.setOutcome(attempt.outcome());
    row.setFault(attempt.fault());
    row.setPhase(attempt.phase());
    row.setHedge(RequestFact.flag(attempt.hedge()));
    row.setConnectMs(attempt.connectMillis());
    row.setFirstTokenMs(attempt.firstTokenMillis());
    row.setTotalMs(attempt.millis());
    row.setRetryAfterMs(attempt.retryAfterMillis());
    row.setCharge(attempt.bill().charge().id());
    row.setServiceTier(attempt.bill().tier().id());
    setTokens(row, attempt.bill().tokens());
    setCosts(row, attempt.bill());
    return row;
  }

  private static void setTokens(FactAttemptsRecord row, TokenBuckets tokens) {
    row.setInputTokens(tokens.input());
    row.setCacheReadTokens(tokens.cacheRead());
    row.setCacheWriteTokens(tokens.cacheWrite());
    row.setCacheWriteHourTokens(tokens.cacheWriteHour());
    row.setAudioInputTokens(tokens.audioInput());
    row.setOutputTokens(tokens.output());
    row.setReasoningTokens(tokens.reasoning());
    row.setAudioOutputTokens(tokens.audioOutput());
  }

  private static void setCosts(FactAttemptsRecord row, Bill bill) {
    row.setCostNanos(bill.priced() ? bill.nanos() : null);
    Optional<Cost> cost = bill.cost();
    row.setInputCost(part(cost, Bucket.INPUT));
    row.setCacheReadCost(part(cost, Bucket.CACHE_READ));
    row.setCacheWriteCost(part(cost, Bucket.CACHE_WRITE));
    row.setCacheWriteHourCost(part(cost, Bucket.CACHE_WRITE_HOUR));
    row.setAudioInputCost(part(cost, Bucket.AUDIO_INPUT));
    row.setOutputCost(part(cost, Bucket.OUTPUT));
    row.setReasoningCost(part(cost, Bucket.REASONING));
    row.setAudioOutputCost(part(cost, Bucket.AUDIO_OUTPUT));
    row.setPricedAs(bill.pricedAs());
    row.setPrice(cost.flatMap(Cost::price).map(PriceRows::idOf).orElse(null));
  }

  private static @Nullable Long part(Optional<Cost> cost, Bucket bucket) {
    return cost.map(known -> known.parts().get(bucket)).orElse(null);
  }

  /** What {@code bill} adds to the sums of a request. */
  static RollupDelta spent(Bill bill, boolean wasted) {
    TokenBuckets tokens = bill.tokens();
    return new RollupDelta(
        0,
        0,
        0,
        new RollupDelta.Tokens(
            tokens.input() + tokens.audioInput(),
            tokens.cacheRead(),
            tokens.cacheWrite() + tokens.cacheWriteHour(),
            tokens.output() + tokens.audioOutput(),
            tokens.reasoning()),
        bill.nanos(),
        wasted ? bill.nanos() : 0,
        0,
        0,
        0,
        0,
        0,
        Histogram.EMPTY,
        Histogram.EMPTY);
  }
}
