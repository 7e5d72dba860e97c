package dev.signalbox.gateway.admin.access;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.signalbox.analytics.audit.AuditLog;
import dev.signalbox.analytics.schema.tables.records.AuditLogRecord;
import dev.signalbox.gateway.access.Role;
import dev.signalbox.gateway.admin.frame.ControlRequest;
import dev.signalbox.gateway.admin.frame.FactReading;
import dev.signalbox.gateway.admin.frame.Field;
import dev.signalbox.gateway.admin.frame.Page;
import dev.signalbox.gateway.admin.frame.Route;
import dev.signalbox.gateway.admin.frame.Shape;
import dev.signalbox.gateway.admin.frame.Value;
import dev.signalbox.gateway.wire.json.StrictJson;
import io.vertx.core.Future;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** The audit trail. */
final class AuditControl {
  private static final List<String> COLUMNS =
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

  private static final Field<String> ACTION =
      Field.of("action", Value.text(100, "key.create"), "what was done");
  private static final Field<Integer> LIMIT = Page.limit(50, 1_000);

  private final FactReading reading;

  AuditControl(FactReading reading) {
    this.reading = reading;
  }

  Route route() {
    return Route.get("/v1/audit", Role.ADMIN, "The audit trail, the newest first")
        .query(Page.AFTER_NUMBER, LIMIT, ACTION)
        .gives(Shape.table("AuditEntry", COLUMNS))
        .by(this::list);
  }

  private Future<JsonNode> list(ControlRequest request) {
    int limit = request.need(LIMIT);
    long before = request.get(Page.AFTER_NUMBER).orElse(Long.MAX_VALUE);
    Optional<String> action = request.get(ACTION);
    return reading
        .ask(dsl -> AuditLog.newest(dsl, action, before, limit + 1))
        .map(rows -> Page.cut(rows, limit, AuditControl::json, AuditLogRecord::getId));
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
