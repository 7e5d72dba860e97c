package dev.signalbox.analytics.rollup;

import dev.signalbox.analytics.row.Rows;
import dev.signalbox.analytics.schema.tables.records.RollupsRecord;

/** Between a sum and its row. */
final class RollupRows {
  private RollupRows() {}

  static RollupsRecord recordOf(RollupKey key, String node, RollupDelta sum) {
    Dimensions of = key.of();
    RollupsRecord row = Rows.of(new RollupsRecord());
    row.setGrain(key.grain().id());
    row.setStartMs(key.startMillis());
    row.setNode(node);
    row.setProject(of.project());
    row.setSource(of.source());
    row.setKeyLabel(of.key());
    row.setProvider(of.provider());
    row.setModel(of.model());
    row.setProfile(of.profile());
    row.setResult(of.result());
    setSums(row, sum);
    return row;
  }

  private static void setSums(RollupsRecord row, RollupDelta sum) {
    row.setRequests(sum.requests());
    row.setErrors(sum.errors());
    row.setAttempts(sum.attempts());
    row.setInputTokens(sum.tokens().input());
    row.setCacheReadTokens(sum.tokens().cacheRead());
    row.setCacheWriteTokens(sum.tokens().cacheWrite());
    row.setOutputTokens(sum.tokens().output());
    row.setReasoningTokens(sum.tokens().reasoning());
    row.setCostNanos(sum.costNanos());
    row.setWastedNanos(sum.wastedNanos());
    row.setUnpricedRequests(sum.unpriced());
    row.setEstimatedRequests(sum.estimated());
    row.setSumTotalMs(sum.totalMillis());
    row.setSumFirstByteMs(sum.firstByteMillis());
    row.setFirstByteRequests(sum.firstBytes().count());
    row.setLastAtMs(sum.lastAtMillis());
    row.setTotalHistogram(sum.totals().toBytes());
    row.setFirstByteHistogram(sum.firstBytes().toBytes());
  }

  static Dimensions dimensionsOf(RollupsRecord row) {
    return new Dimensions(
        row.getProject(),
        row.getSource(),
        row.getKeyLabel(),
        row.getProvider(),
        row.getModel(),
        row.getProfile(),
        row.getResult());
  }

  static RollupDelta deltaOf(RollupsRecord row) {
    return new RollupDelta(
        row.getRequests(),
        row.getErrors(),
        row.getAttempts(),
        new RollupDelta.Tokens(
            row.getInputTokens(),
            row.getCacheReadTokens(),
            row.getCacheWriteTokens(),
            row.getOutputTokens(),
            row.getReasoningTokens()),
        row.getCostNanos(),
        row.getWastedNanos(),
        row.getUnpricedRequests(),
        row.getEstimatedRequests(),
        row.getSumTotalMs(),
        row.getSumFirstByteMs(),
        row.getLastAtMs(),
        Histogram.ofBytes(row.getTotalHistogram()),
        Histogram.ofBytes(row.getFirstByteHistogram()));
  }
}
