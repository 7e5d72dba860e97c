package dev.signalbox.gateway.admin.facts;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.signalbox.analytics.audit.AuditEntry;
import dev.signalbox.analytics.audit.AuditLog;
import dev.signalbox.analytics.failures.Failures;
import dev.signalbox.analytics.query.Filter;
import dev.signalbox.analytics.query.Span;
import dev.signalbox.analytics.rollup.Grain;
import dev.signalbox.analytics.schema.tables.records.AuditLogRecord;
import dev.signalbox.analytics.signal.SignalSummary;
import dev.signalbox.gateway.admin.frame.FactReading;
import dev.signalbox.gateway.wire.json.StrictJson;
import io.vertx.core.Future;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jooq.DSLContext;

/**
 * What happened beside the requests of a time: marks for its charts. They say what was done, not by
 * whom.
 */
final class Annotations {
  /** Most marks, the newest. */
  static final int MOST = 100;

  private static final int MOST_INCIDENTS = 30;
  private static final String BEGUN = "begun";

  /** What the audit trail calls it, and what a mark says, with the last part of its target. */
  private static final Map<String, String> ACTIONS =
      Map.ofEntries(
          Map.entry("config.reload", "configuration %s taken over"),
          Map.entry("config.apply", "configuration applied"),
          Map.entry("profile.put", "profile %s stored"),
          Map.entry("profile.remove", "profile %s taken away"),
          Map.entry("profile.rollback", "profile %s rolled back"),
          Map.entry("provider.create", "provider added"),
          Map.entry("provider.change", "provider %s changed"),
          Map.entry("provider.remove", "provider %s taken away"),
          Map.entry("provider.reset", "health of provider %s reset"),
          Map.entry("provider.drain", "provider %s drained or taken back"),
          Map.entry("gateway.create", "virtual gateway added"),
          Map.entry("gateway.change", "virtual gateway %s changed"),
          Map.entry("gateway.remove", "virtual gateway %s taken away"),
          Map.entry("clusters.fit", "clusters of prompts made anew"),
          Map.entry("reprice", "past costs computed again"));

  /** How long it is known what happened, for a window that begins in the same minute. */
  private static final Duration KNOWN = Duration.ofSeconds(30);

  private static final long MOST_WINDOWS = 100;

  private final FactReading facts;
  private final FactReading control;
  private final Cache<Span, List<Mark>> known =
      Caffeine.newBuilder().expireAfterWrite(KNOWN).maximumSize(MOST_WINDOWS).build();

  private record Mark(long atMillis, String kind, String text) {}

  Annotations(FactReading facts, FactReading control) {
    this.facts = facts;
    this.control = control;
  }

  /** The marks of {@code span}, the newest first. */
  Future<ArrayNode> of(Span span) {
    Future<List<Mark>> happened = happened(span.outTo(Grain.MINUTE));
    Future<List<Mark>> done =
        control
            .ask(dsl -> AuditLog.within(dsl, ACTIONS.keySet(), span, 2 * MOST))
            .map(Annotations::done);
    return Future.all(happened, done)
        .map(
            _ -> {
              List<Mark> all = new ArrayList<>(happened.result());
              all.addAll(done.result());
              ArrayNode list = StrictJson.object().arrayNode();
              all.stream()
                  .sorted(Comparator.comparingLong(Mark::atMillis).reversed())
                  .limit(MOST)
                  .forEach(mark -> list.add(json(mark)));
              return list;
            });
  }

  private static ObjectNode json(Mark mark) {
    return StrictJson.object()
        .put("at", Instant.ofEpochMilli(mark.atMillis()).toString())
        .put("kind", mark.kind())
        .put("text", mark.text());
  }

  /** Thousands of requests are looked at for it. */
  private Future<List<Mark>> happened(Span minutes) {
    return Optional.ofNullable(known.getIfPresent(minutes))
        .map(Future::succeededFuture)
        .orElseGet(
            () ->
                facts
                    .ask(dsl -> happened(minutes, dsl))
                    .onSuccess(marks -> known.put(minutes, marks)));
  }

  private static List<Mark> happened(Span span, DSLContext dsl) {
    List<Mark> marks = new ArrayList<>();
    SignalSummary.alarms(span.from(), MOST, dsl).stream()
        .filter(alarm -> alarm.atMillis() < span.until())
        .forEach(
            alarm ->
                marks.add(
                    new Mark(alarm.atMillis(), "alarm", "%s got worse".formatted(alarm.target()))));
    Failures.notable(Filter.ALL.within(span), MOST_INCIDENTS, dsl)
        .forEach(
            incident ->
                marks.add(
                    new Mark(
                        incident.firstMillis(),
                        "incident",
                        "%s: %s, %d requests"
                            .formatted(
                                incident.provider().isEmpty() ? "no provider" : incident.provider(),
                                incident.name(),
                                incident.requests()))));
    return marks;
  }

  /** Without what was begun and could not be done. */
  private static List<Mark> done(List<AuditLogRecord> rows) {
    Set<String> failed = new HashSet<>();
    for (AuditLogRecord row : rows) {
      if (!hasWorked(row)) {
        failed.add(row.getRequestId());
      }
    }
    return rows.stream()
        .filter(row -> hasWorked(row) && !failed.contains(row.getRequestId()))
        .map(
            row ->
                new Mark(
                    row.getAtMs(),
                    row.getAction().split("\\.", 2)[0],
                    ACTIONS.getOrDefault(row.getAction(), "%s").formatted(nameOf(row))))
        .toList();
  }

  private static boolean hasWorked(AuditLogRecord row) {
    return row.getOutcome().equals(AuditEntry.OK) || row.getOutcome().equals(BEGUN);
  }

  /** The last part of a path, and before that the one that tells what it is of. */
  private static String nameOf(AuditLogRecord row) {
    List<String> parts = List.of(row.getTarget().split("/", -1));
    boolean ofOne = parts.size() > 4;
    return parts.isEmpty() ? "" : parts.get(ofOne ? 3 : parts.size() - 1);
  }
}
