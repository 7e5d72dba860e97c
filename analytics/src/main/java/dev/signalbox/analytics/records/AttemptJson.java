package dev.signalbox.analytics.records;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.signalbox.analytics.schema.tables.records.FactAttemptsRecord;
import dev.signalbox.analytics.schema.tables.records.PriceRowsRecord;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A stored attempt as JSON: how it went, its tokens and their cost by bucket, the price used. */
final class AttemptJson {
  private AttemptJson() {}

  /**
   * What is said of {@code row}.
   *
   * @param prices by their ids, at least that of the attempt
   */
  static ObjectNode of(FactAttemptsRecord row, Map<String, PriceRowsRecord> prices) {
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    json.put("number", row.getNumber());
    json.put("at", RecordJson.time(row.getAtMs()));
    json.put("provider", row.getProvider());
    json.put("model", row.getModel());
    json.put("answered_model", row.getAnsweredModel());
    json.put("key_label", row.getKeyLabel());
    json.put("status", row.getStatus());
    json.put("outcome", row.getOutcome());
    json.put("fault", row.getFault());
    json.put("phase", row.getPhase());
    json.put("hedge", RecordJson.flag(row.getHedge()));
    json.put("connect_ms", RecordJson.orNull(row.getConnectMs()));
    json.put("first_token_ms", RecordJson.orNull(row.getFirstTokenMs()));
    json.put("total_ms", row.getTotalMs());
    json.put("retry_after_ms", RecordJson.orNull(row.getRetryAfterMs()));
    json.put("charge", row.getCharge());
    json.put("service_tier", row.getServiceTier());
    ObjectNode tokens = json.putObject("tokens");
    ObjectNode costs = JsonNodeFactory.instance.objectNode();
    new Bucket("input", row.getInputTokens(), row.getInputCost()).put(tokens, costs);
    new Bucket("cache_read", row.getCacheReadTokens(), row.getCacheReadCost()).put(tokens, costs);
    new Bucket("cache_write", row.getCacheWriteTokens(), row.getCacheWriteCost())
        .put(tokens, costs);
    new Bucket("cache_write_hour", row.getCacheWriteHourTokens(), row.getCacheWriteHourCost())
        .put(tokens, costs);
    new Bucket("audio_input", row.getAudioInputTokens(), row.getAudioInputCost())
        .put(tokens, costs);
    new Bucket("output", row.getOutputTokens(), row.getOutputCost()).put(tokens, costs);
    new Bucket("reasoning", row.getReasoningTokens(), row.getReasoningCost()).put(tokens, costs);
    new Bucket("audio_output", row.getAudioOutputTokens(), row.getAudioOutputCost())
        .put(tokens, costs);
    RecordJson.putMoney("cost", row.getCostNanos(), json);
    json.put("priced_as", row.getPricedAs());
    json.set("cost_parts_nanos", costs);
    Optional.ofNullable(row.getPrice())
        .map(prices::get)
        .ifPresentOrElse(price -> json.set("price", price(price)), () -> json.putNull("price"));
    return json;
  }

  /** Tokens of one kind, and what they cost. */
  private record Bucket(String name, long count, @Nullable Long cost) {
    void put(ObjectNode tokens, ObjectNode costs) {
      tokens.put(name, count);
      costs.put(name, cost);
    }
  }

  private static ObjectNode price(PriceRowsRecord row) {
    return JsonNodeFactory.instance
        .objectNode()
        .put("id", row.getId())
        .put("tier", row.getTier())
        .put("input_nanos", row.getInputNanos())
        .put("output_nanos", row.getOutputNanos())
        .put("cache_read_nanos", row.getCacheReadNanos())
        .put("cache_write_nanos", row.getCacheWriteNanos())
        .put("cache_write_hour_nanos", row.getCacheWriteHourNanos())
        .put("reasoning_nanos", row.getReasoningNanos())
        .put("audio_input_nanos", row.getAudioInputNanos())
        .put("audio_output_nanos", row.getAudioOutputNanos())
        .put("holds_from", row.getHoldsFrom())
        .put("window", row.getPriceWindow())
        .put("above_input_tokens", row.getAboveInputTokens())
        .put("source", row.getSource())
        .put("confidence", row.getConfidence())
        .put("as_of", row.getAsOf());
  }
}
