package dev.signalbox.analytics.records;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.signalbox.analytics.ledger.RequestFact;
import dev.signalbox.analytics.record.RequestRecord;
import dev.signalbox.analytics.schema.tables.records.FactRequestsRecord;
import dev.signalbox.analytics.store.StoredText;
import dev.signalbox.engine.price.Dollars;
import java.time.Instant;
import java.util.List;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;

/** A stored request as flat JSON: one value for each field, null for what is not known. */
public final class RecordJson {
  /** Its fields, in their order. */
  public static final List<String> FIELDS = fields();

  private RecordJson() {}

  private static List<String> fields() {
    Iterable<String> names = () -> of(new FactRequestsRecord()).fieldNames();
    return StreamSupport.stream(names.spliterator(), false).toList();
  }

  /**
   * What {@link Records#page} will say of {@code record} once it is stored.
   *
   * @param node the node that served it
   */
  public static ObjectNode of(RequestRecord record, String node) {
    return of(StoredText.in(new RequestFact(record, node).row()));
  }

  static ObjectNode of(FactRequestsRecord row) {
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    json.put("number", text(row.getId()));
    json.put("id", row.getRequestId());
    json.put("at", time(row.getAtMs()));
    json.put("project", row.getProject());
    json.put("source", row.getSource());
    json.put("key_label", row.getKeyLabel());
    json.put("app", row.getApp());
    json.put("endpoint", row.getEndpoint());
    json.put("session", row.getSessionId());
    json.put("tags", row.getTags());
    json.put("requested_model", row.getRequestedModel());
    json.put("stream", flag(row.getStream()));
    json.put("profile", row.getProfile());
    json.put("task", row.getTask());
    json.put("decision_id", row.getDecisionId());
    json.put("provider", row.getProvider());
    json.put("model", row.getModel());
    json.put("served", served(row.getProvider(), row.getModel()));
    json.put("answered_model", row.getAnsweredModel());
    json.put("status", row.getStatus());
    json.put("outcome", row.getOutcome());
    json.put("result", row.getResult());
    json.put("error_class", row.getErrorClass());
    json.put("error", row.getErrorText());
    json.put("attempts", row.getAttempts());
    json.put("losses", row.getLosses());
    putUse(row, json);
    json.put("total_ms", row.getTotalMs());
    json.put("first_byte_ms", orNull(row.getFirstByteMs()));
    json.put("gateway_us", row.getGatewayUs());
    json.put("node", row.getNode());
    return json;
  }

  /** {@code provider/model}, as in the header of the answer; empty text when nobody answered. */
  private static String served(@Nullable String provider, @Nullable String model) {
    return provider == null || provider.isEmpty() ? "" : provider + "/" + model;
  }

  private static void putUse(FactRequestsRecord row, ObjectNode json) {
    json.put("input_tokens", row.getInputTokens());
    json.put("cache_read_tokens", row.getCacheReadTokens());
    json.put("cache_write_tokens", row.getCacheWriteTokens());
    json.put("output_tokens", row.getOutputTokens());
    json.put("reasoning_tokens", row.getReasoningTokens());
    json.put("usage_exact", flag(row.getUsageExact()));
    json.put("usage_consistent", flag(row.getUsageConsistent()));
    putMoney("cost", row.getCostNanos(), json);
    json.put("cost_exact", flag(row.getCostExact()));
    putMoney("wasted", row.getWastedNanos(), json);
    putMoney("estimated", row.getEstimatedNanos(), json);
  }

  /** Puts {@code name_nanos} and {@code name_usd}; null where it is not known. */
  static void putMoney(String name, @Nullable Long nanos, ObjectNode json) {
    json.put(name + "_nanos", nanos);
    if (nanos == null) {
      json.putNull(name + "_usd");
    } else {
      json.put(name + "_usd", Dollars.of(nanos));
    }
  }

  static @Nullable Boolean flag(@Nullable Short value) {
    return value == null ? null : value != 0;
  }

  static Instant instant(long millis) {
    return Instant.ofEpochMilli(millis);
  }

  static @Nullable String time(@Nullable Long millis) {
    return millis == null ? null : Instant.ofEpochMilli(millis).toString();
  }

  /** A length of time; null where there was none. */
  static @Nullable Long orNull(@Nullable Long millis) {
    return millis == null || millis < 0 ? null : millis;
  }

  /** Numbers of requests are larger than JavaScript's. */
  static @Nullable String text(@Nullable Long number) {
    return number == null ? null : Long.toString(number);
  }
}
