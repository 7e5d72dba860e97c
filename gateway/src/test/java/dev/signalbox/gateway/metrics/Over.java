package dev.signalbox.gateway.metrics;

import dev.signalbox.analytics.record.AttemptRecord;
import dev.signalbox.analytics.record.Bill;
import dev.signalbox.analytics.record.RequestRecord;
import dev.signalbox.analytics.record.TokenCounts;
import dev.signalbox.engine.price.Cost;
import dev.signalbox.engine.price.ServiceTier;
import dev.signalbox.engine.price.TokenBuckets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/** Requests that are over, as names and what came of them want them. */
final class Over {
  static final String PROVIDER = "oa";
  private static final Instant AT = Instant.parse("2026-11-20T12:00:00Z");
  private static final long NANOS = 2_500_000;

  private Over() {}

  /** One that {@code model} answered with 10 and 20 tokens. */
  static RequestRecord answered(String key, String project, String model) {
    return request(new Who(key, project, "cli"), model, List.of(attempt(model, "")), "ok");
  }

  /** One that {@code model} could not answer. */
  static RequestRecord failed(String key, String project, String model) {
    return request(
        new Who(key, project, "cli"),
        model,
        List.of(attempt(model, "upstream_status")),
        "upstream");
  }

  /** One of which nobody was asked. */
  static RequestRecord refused(String model, String outcome) {
    return request(new Who("a", "", ""), model, List.of(), outcome);
  }

  /** Who asked. */
  record Who(String key, String project, String source) {}

  /** One with those attempts. */
  static RequestRecord request(
      Who who, String model, List<AttemptRecord> attempts, String outcome) {
    boolean good = outcome.equals("ok");
    return new RequestRecord(
        1,
        "req",
        AT,
        new RequestRecord.From(
            "chat/completions", "", who.key(), who.project(), who.source(), "", List.of()),
        new RequestRecord.Asked(model, true, "balanced", "chat", "dec"),
        good ? PROVIDER + "/" + model : "",
        new RequestRecord.Ending(good ? 200 : 502, outcome, ""),
        good ? Optional.of(new TokenCounts(8, 2, 0, 20, 5)) : Optional.empty(),
        true,
        OptionalLong.empty(),
        List.of(),
        attempts,
        new RequestRecord.Timing(1_500, 300, 800),
        List.of(),
        "");
  }

  /** An attempt at {@code model}; {@code fault} is empty text where it answered. */
  static AttemptRecord attempt(String model, String fault) {
    boolean good = fault.isEmpty();
    return new AttemptRecord(
        AT,
        PROVIDER,
        model,
        good ? model : "",
        good ? 200 : 500,
        good ? AttemptRecord.ANSWERED : fault,
        good ? "" : "transient",
        good ? "body" : "head",
        "key 1",
        false,
        good ? bill() : Bill.NONE,
        good ? 20 : -1,
        good ? 250 : -1,
        1_200,
        -1);
  }

  private static Bill bill() {
    return new Bill(
        Bill.Charge.REPORTED,
        ServiceTier.STANDARD,
        new TokenBuckets(8, 2, 0, 0, 0, 20, 5, 0),
        Optional.of(new Cost(true, NANOS, Map.of(), Optional.empty(), List.of(), List.of())),
        "oa/x");
  }
}
