package dev.signalbox.gateway.admin;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.signalbox.analytics.audit.AuditLog;
import dev.signalbox.analytics.schema.tables.records.AuditLogRecord;
import dev.signalbox.gateway.wire.json.StrictJson;
import dev.signalbox.gateway.wire.problem.Problem;
import io.vertx.core.Future;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** The audit trail, the newest first: {@code GET /v1/audit}. */
final class AuditControl {
  static final String PATH = "/v1/audit";

  static final List<String> COLUMNS =
      List.of(
          "seq",
          "at",
          "actor",
          "address",
          "action",
          "target",
          "detail",
          "outcome",
          "request_id",
          "before_hash",
          "after_hash",
          "previous_hash",
          "hash");

  private static final String AFTER = "after";
  private static final String ACTION = "action";
  private static final int STANDARD = 50;
  private static final int MOST = 1_000;

  private final FactReading reading;

  AuditControl(FactReading reading) {
    this.reading = reading;
  }

  Future<JsonNode> list(ControlRequest request) {
    request.only(List.of(AFTER, ACTION, ControlRequest.LIMIT));
    int limit = request.limit(STANDARD, MOST);
    long before = request.text(AFTER).map(AuditControl::number).orElse(Long.MAX_VALUE);
    Optional<String> action = request.text(ACTION);
    return reading
        .ask(dsl -> AuditLog.newest(dsl, action, before, limit + 1))
        .map(rows -> page(rows, limit));
  }

  private static long number(String cursor) {
    try {
      return Long.parseLong(cursor);
    } catch (NumberFormatException e) {
      throw Problem.invalid(AFTER, "`after` must be the `next` of the page before").toException();
    }
  }

  private static ObjectNode page(List<AuditLogRecord> rows, int limit) {
    ObjectNode list = StrictJson.object();
    ArrayNode data = list.putArray("data");
    rows.stream().limit(limit).forEach(row -> data.add(json(row)));
    if (rows.size() > limit) {
      list.put("next", Long.toString(rows.get(limit - 1).getId()));
    } else {
      list.putNull("next");
    }
    return list;
  }

  private static ObjectNode json(AuditLogRecord row) {
    return StrictJson.object()
        .put("seq", row.getId())
        .put("at", Instant.ofEpochMilli(row.getAtMs()).toString())
        .put("actor", row.getActor())
        .put("address", row.getAddress())
        .put("action", row.getAction())
        .put("target", row.getTarget())
        .put("detail", row.getDetail())
        .put("outcome", row.getOutcome())
        .put("request_id", row.getRequestId())
        .put("before_hash", row.getBeforeHash())
        .put("after_hash", row.getAfterHash())
        .put("previous_hash", row.getPreviousHash())
        .put("hash", row.getHash());
  }
}
