package dev.signalbox.analytics.stats;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.signalbox.analytics.rollup.Histogram;
import dev.signalbox.analytics.rollup.RollupDelta;
import dev.signalbox.engine.price.Dollars;
import java.time.Instant;

/** Sums as JSON. */
final class SumJson {
  private static final double MEDIAN = 0.5;
  private static final double TAIL = 0.95;

  private SumJson() {}

  /** Puts how many, how many tokens, and what they cost. */
  static void putTotals(Total total, ObjectNode json) {
    RollupDelta sum = total.sum();
    json.put("requests", sum.requests());
    json.put("errors", sum.errors());
    json.put("input_tokens", sum.tokens().input());
    json.put("output_tokens", sum.tokens().output());
    json.put("cost_nanos", sum.costNanos());
    json.put("cost_usd", Dollars.of(sum.costNanos()));
  }

  /** Puts what else there is to say. */
  static void putMore(Total total, ObjectNode json) {
    RollupDelta sum = total.sum();
    json.put("cache_read_tokens", sum.tokens().cacheRead());
    json.put("cache_write_tokens", sum.tokens().cacheWrite());
    json.put("reasoning_tokens", sum.tokens().reasoning());
    json.put("attempts", sum.attempts());
    json.put("wasted_nanos", sum.wastedNanos());
    json.put("wasted_usd", Dollars.of(sum.wastedNanos()));
    json.put("unpriced_requests", sum.unpriced());
    json.put("estimated_requests", sum.estimated());
    putOutcomes(total, json);
    putShare("success_rate", total.success(), sum.requests(), json);
    RollupDelta.Tokens tokens = sum.tokens();
    putShare(
        "cache_hit_share",
        tokens.cacheRead(),
        tokens.input() + tokens.cacheRead() + tokens.cacheWrite(),
        json);
    if (sum.requests() == 0) {
      json.putNull("last_at");
    } else {
      json.put("last_at", Instant.ofEpochMilli(sum.lastAtMillis()).toString());
    }
  }

  private static void putShare(String name, long part, long all, ObjectNode json) {
    if (all == 0) {
      json.putNull(name);
    } else {
      json.put(name, (double) part / all);
    }
  }

  /** Puts what became of them; requests that the client got wrong are in none of these. */
  static void putOutcomes(Total total, ObjectNode json) {
    json.put("success", total.success());
    json.put("ok", total.ok());
    json.put("mitigated", total.mitigated());
    json.put("impacting", total.impacting());
  }

  /** Puts how long they took, and how long until their first bytes came. */
  static void putTimes(Total total, ObjectNode json) {
    putTimes("total_ms", total.sum().totals(), json);
    putTimes("first_byte_ms", total.sum().firstBytes(), json);
  }

  /** Puts percentiles of {@code times}, and how many there are; null where there are none. */
  private static void putTimes(String name, Histogram times, ObjectNode json) {
    long count = times.count();
    if (count == 0) {
      json.putNull(name);
      return;
    }
    json.putObject(name)
        .put("p50", times.percentile(MEDIAN))
        .put("p95", times.percentile(TAIL))
        .put("count", count);
  }
}
