package dev.signalbox.analytics.records;

import static dev.signalbox.analytics.schema.Tables.FACT_ATTEMPTS;
import static dev.signalbox.analytics.schema.Tables.FACT_FINDINGS;
import static dev.signalbox.analytics.schema.Tables.FACT_LOSSES;
import static dev.signalbox.analytics.schema.Tables.FACT_TRACES;
import static dev.signalbox.analytics.schema.Tables.PRICE_ROWS;
import static dev.signalbox.analytics.schema.Tables.REPRICED_ATTEMPTS;
import static dev.signalbox.analytics.schema.Tables.REPRICINGS;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.signalbox.analytics.query.Filter;
import dev.signalbox.analytics.schema.tables.records.FactAttemptsRecord;
import dev.signalbox.analytics.schema.tables.records.FactRequestsRecord;
import dev.signalbox.analytics.schema.tables.records.PriceRowsRecord;
import dev.signalbox.analytics.signal.SignalList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jooq.DSLContext;
import org.jooq.Record;
import org.jspecify.annotations.Nullable;

/** Everything that is stored about one request. */
final class RecordDetail {
  /** Most rows of a kind; requests have far fewer. */
  private static final int MOST_ROWS = 1_000;

  private final DSLContext dsl;
  private final Filter filter;

  /**
   * For reading with {@code dsl}.
   *
   * @param filter whose requests are the neighbours
   */
  RecordDetail(DSLContext dsl, Filter filter) {
    this.dsl = dsl;
    this.filter = filter;
  }

  ObjectNode of(FactRequestsRecord row) {
    long number = row.getId();
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    json.set("record", RecordJson.of(row));
    putAttempts(number, json.putArray("attempts"));
    putLosses(number, json.putArray("losses"));
    putFindings(number, json.putArray("findings"));
    SignalList.ofDecision(row.getDecisionId(), dsl).forEach(json.putArray("signals")::add);
    if (row.getDecisionId().isEmpty()) {
      json.putNull("decision");
    } else {
      json.putObject("decision")
          .put("id", row.getDecisionId())
          .put("href", "/v1/decisions/" + row.getDecisionId());
    }
    putRepricings(number, json.putArray("repricings"));
    json.put("trace_id", traceOf(number));
    ObjectNode neighbours = json.putObject("neighbours");
    putNeighbour("previous", number, Slices.Direction.NEWER, neighbours);
    putNeighbour("next", number, Slices.Direction.OLDER, neighbours);
    return json;
  }

  /** The trace it belongs to; null for none. */
  private @Nullable String traceOf(long number) {
    return dsl.select(FACT_TRACES.TRACE_ID)
        .from(FACT_TRACES)
        .where(FACT_TRACES.REQUEST.eq(number))
        .fetchOne(FACT_TRACES.TRACE_ID);
  }

  private void putAttempts(long number, ArrayNode list) {
    List<FactAttemptsRecord> attempts =
        dsl.selectFrom(FACT_ATTEMPTS)
            .where(FACT_ATTEMPTS.REQUEST.eq(number))
            .orderBy(FACT_ATTEMPTS.NUMBER)
            .limit(MOST_ROWS)
            .fetch();
    Map<String, PriceRowsRecord> prices =
        dsl.selectFrom(PRICE_ROWS)
            .where(
                PRICE_ROWS.ID.in(
                    attempts.stream()
                        .map(FactAttemptsRecord::getPrice)
                        .filter(Objects::nonNull)
                        .distinct()
                        .toList()))
            .fetchMap(PRICE_ROWS.ID);
    attempts.forEach(attempt -> list.add(AttemptJson.of(attempt, prices)));
  }

  private void putLosses(long number, ArrayNode list) {
    dsl.selectFrom(FACT_LOSSES)
        .where(FACT_LOSSES.REQUEST.eq(number))
        .orderBy(FACT_LOSSES.NUMBER)
        .limit(MOST_ROWS)
        .forEach(row -> list.addObject().put("field", row.getField()).put("kind", row.getKind()));
  }

  private void putFindings(long number, ArrayNode list) {
    dsl.selectFrom(FACT_FINDINGS)
        .where(FACT_FINDINGS.REQUEST.eq(number))
        .orderBy(FACT_FINDINGS.NUMBER)
        .limit(MOST_ROWS)
        .forEach(
            row ->
                list.addObject()
                    .put("rule", row.getRule())
                    .put("category", row.getCategory())
                    .put("field", row.getField())
                    .put("action", row.getAction()));
  }

  private void putRepricings(long number, ArrayNode list) {
    for (Record row :
        dsl.select(REPRICED_ATTEMPTS.fields())
            .select(REPRICINGS.AT_MS, REPRICINGS.ACTOR)
            .from(REPRICED_ATTEMPTS)
            .leftJoin(REPRICINGS)
            .on(REPRICINGS.ID.eq(REPRICED_ATTEMPTS.REPRICING))
            .where(REPRICED_ATTEMPTS.REQUEST.eq(number))
            .orderBy(REPRICED_ATTEMPTS.REPRICING, REPRICED_ATTEMPTS.NUMBER)
            .limit(MOST_ROWS)
            .fetch()) {
      list.addObject()
          .put("at", RecordJson.time(row.get(REPRICINGS.AT_MS)))
          .put("actor", row.get(REPRICINGS.ACTOR))
          .put("attempt", row.get(REPRICED_ATTEMPTS.NUMBER))
          .put("before_nanos", row.get(REPRICED_ATTEMPTS.BEFORE_NANOS))
          .put("after_nanos", row.get(REPRICED_ATTEMPTS.AFTER_NANOS))
          .put("before_price", row.get(REPRICED_ATTEMPTS.BEFORE_PRICE))
          .put("after_price", row.get(REPRICED_ATTEMPTS.AFTER_PRICE));
    }
  }

  private void putNeighbour(
      String name, long number, Slices.Direction direction, ObjectNode neighbours) {
    List<FactRequestsRecord> found = new Walk(dsl, filter).from(number, direction, 1).rows();
    if (found.isEmpty()) {
      neighbours.putNull(name);
    } else {
      neighbours
          .putObject(name)
          .put("number", RecordJson.text(found.getFirst().getId()))
          .put("id", found.getFirst().getRequestId());
    }
  }
}
