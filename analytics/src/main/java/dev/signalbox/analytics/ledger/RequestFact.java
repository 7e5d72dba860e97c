package dev.signalbox.analytics.ledger;

import dev.signalbox.analytics.record.AttemptRecord;
import dev.signalbox.analytics.record.Bill;
import dev.signalbox.analytics.record.FindingRecord;
import dev.signalbox.analytics.record.RequestRecord;
import dev.signalbox.analytics.record.Result;
import dev.signalbox.analytics.rollup.Dimensions;
import dev.signalbox.analytics.rollup.Histogram;
import dev.signalbox.analytics.rollup.RollupDelta;
import dev.signalbox.analytics.row.Rows;
import dev.signalbox.analytics.schema.tables.records.FactFindingsRecord;
import dev.signalbox.analytics.schema.tables.records.FactLossesRecord;
import dev.signalbox.analytics.schema.tables.records.FactRequestsRecord;
import dev.signalbox.analytics.schema.tables.records.FactTracesRecord;
import dev.signalbox.analytics.store.Batch;
import dev.signalbox.analytics.store.Fact;
import dev.signalbox.engine.price.PriceUsed;
import java.util.List;

/**
 * The rows of one request: itself, its attempts, its losses, its findings, the prices used, and its
 * share of the sums, all in one transaction. Where the request is recorded already, by another node
 * that took this one for lost, that record stays, and nothing is counted twice.
 *
 * @param node the node that served it
 */
public record RequestFact(RequestRecord record, String node) implements Fact {
  @Override
  public void addTo(Batch batch) {
    Totals totals = Totals.of(record);
    FactRequestsRecord own = requestRow(totals);
    batch.insert(own);
    List<AttemptRecord> attempts = record.attempts();
    for (int i = 0; i < attempts.size(); i++) {
      AttemptRecord attempt = attempts.get(i);
      batch.insertOf(own, AttemptRows.rowOf(record.number(), i + 1, attempt));
      attempt.bill().cost().flatMap(cost -> cost.price()).ifPresent(price -> insert(price, batch));
    }
    List<String> losses = record.losses();
    for (int i = 0; i < losses.size(); i++) {
      batch.insertOf(own, lossRow(i + 1, losses.get(i)));
    }
    List<FindingRecord> findings = record.findings();
    for (int i = 0; i < findings.size(); i++) {
      batch.insertOf(own, findingRow(i + 1, findings.get(i)));
    }
    if (!record.trace().isEmpty()) {
      batch.insertOf(own, new FactTracesRecord(record.number(), record.trace()));
    }
    batch.sumOf(own, record.at().toEpochMilli(), dimensions(), totals.delta(record));
  }

  private static void insert(PriceUsed price, Batch batch) {
    batch.insertOnce(price, () -> PriceRows.rowOf(price));
  }

  /** The row of the request itself. */
  public FactRequestsRecord row() {
    return requestRow(Totals.of(record));
  }

  private FactRequestsRecord requestRow(Totals totals) {
    FactRequestsRecord row = Rows.of(new FactRequestsRecord());
    row.setId(record.number());
    row.setRequestId(record.id());
    row.setAtMs(record.at().toEpochMilli());
    row.setNode(node);
    setQuestion(row);
    setAnswer(row);
    setTokens(row, totals);
    row.setCostNanos(totals.priced() ? totals.costNanos() : null);
    row.setWastedNanos(totals.wastedNanos());
    row.setEstimatedNanos(PriceRows.orNull(record.estimatedNanos()));
    row.setCostExact(flag(totals.exact()));
    row.setTotalMs(record.timing().millis());
    row.setFirstByteMs(record.timing().firstByteMillis());
    row.setGatewayUs(record.timing().gatewayMicros());
    return row;
  }

  private void setQuestion(FactRequestsRecord row) {
    RequestRecord.From from = record.from();
    row.setEndpoint(from.endpoint());
    row.setApp(from.app());
    row.setKeyLabel(from.key());
    row.setProject(attributed(from.project()));
    row.setSource(attributed(from.source()));
    row.setSessionId(from.session());
    row.setTags(String.join(",", from.tags()));
    RequestRecord.Asked asked = record.asked();
    row.setProfile(asked.profile());
    row.setTask(asked.task());
    row.setRequestedModel(asked.model());
    row.setStream(flag(asked.stream()));
    row.setDecisionId(asked.decision());
  }

  private void setAnswer(FactRequestsRecord row) {
    row.setProvider(provider());
    row.setModel(model());
    row.setAnsweredModel(record.answering().map(AttemptRecord::answeredModel).orElse(""));
    row.setStatus(record.ending().status());
    row.setOutcome(record.ending().outcome());
    row.setResult(record.result().id());
    row.setErrorClass(record.errorClass());
    row.setErrorText(record.ending().error());
    row.setAttempts(record.attempts().size());
    row.setLosses(record.losses().size());
  }

  private void setTokens(FactRequestsRecord row, Totals totals) {
    RollupDelta.Tokens tokens = totals.tokens();
    row.setInputTokens(tokens.input());
    row.setCacheReadTokens(tokens.cacheRead());
    row.setCacheWriteTokens(tokens.cacheWrite());
    row.setOutputTokens(tokens.output());
    row.setReasoningTokens(tokens.reasoning());
    row.setUsageExact(flag(totals.exact()));
    row.setUsageConsistent(flag(record.usageConsistent()));
  }

  private FactLossesRecord lossRow(int number, String loss) {
    int colon = loss.lastIndexOf(':');
    FactLossesRecord row = Rows.of(new FactLossesRecord());
    row.setRequest(record.number());
    row.setNumber(number);
    row.setField(colon < 0 ? loss : loss.substring(0, colon));
    row.setKind(colon < 0 ? "" : loss.substring(colon + 1));
    return row;
  }

  private FactFindingsRecord findingRow(int number, FindingRecord finding) {
    FactFindingsRecord row = new FactFindingsRecord();
    row.setRequest(record.number());
    row.setNumber(number);
    row.setRule(finding.rule());
    row.setCategory(finding.category());
    row.setField(finding.field());
    row.setAction(finding.action());
    return row;
  }

  private Dimensions dimensions() {
    return new Dimensions(
        attributed(record.from().project()),
        attributed(record.from().source()),
        record.from().key(),
        provider(),
        model(),
        record.asked().profile(),
        record.result().id());
  }

  private String provider() {
    int slash = record.served().indexOf('/');
    return slash < 0 ? "" : record.served().substring(0, slash);
  }

  private String model() {
    return record.served().substring(record.served().indexOf('/') + 1);
  }

  private static String attributed(String name) {
    return name.isEmpty() ? RequestRecord.UNATTRIBUTED : name;
  }

  static short flag(boolean set) {
    return (short) (set ? 1 : 0);
  }

  /** The sums over all attempts of a request. */
  private record Totals(
      RollupDelta.Tokens tokens, long costNanos, long wastedNanos, boolean priced, boolean exact) {
    static Totals of(RequestRecord record) {
      RollupDelta sum = RollupDelta.ZERO;
      boolean priced = true;
      boolean exact = true;
      for (AttemptRecord attempt : record.attempts()) {
        Bill bill = attempt.bill();
        sum = sum.plus(AttemptRows.spent(bill, isWasted(record, attempt)));
        priced &= bill.priced();
        exact &= bill.charge() != Bill.Charge.ESTIMATED;
      }
      return new Totals(sum.tokens(), sum.costNanos(), sum.wastedNanos(), priced, exact);
    }

    private static boolean isWasted(RequestRecord record, AttemptRecord attempt) {
      return record.answering().map(answer -> !answer.equals(attempt)).orElse(true);
    }

    RollupDelta delta(RequestRecord record) {
      Result result = record.result();
      RequestRecord.Timing timing = record.timing();
      return new RollupDelta(
          1,
          result.isError() ? 1 : 0,
          record.attempts().size(),
          tokens,
          costNanos,
          wastedNanos,
          priced ? 0 : 1,
          exact && priced ? 0 : 1,
          timing.millis(),
          Math.max(0, timing.firstByteMillis()),
          record.at().toEpochMilli(),
          Histogram.of(timing.millis()),
          Histogram.of(timing.firstByteMillis()));
    }
  }
}
