package dev.signalbox.gateway.admin.facts;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.signalbox.analytics.capture.CaptureReader;
import dev.signalbox.analytics.schema.tables.records.CapturesRecord;
import dev.signalbox.gateway.access.Role;
import dev.signalbox.gateway.admin.frame.ControlRequest;
import dev.signalbox.gateway.admin.frame.FactReading;
import dev.signalbox.gateway.admin.frame.Page;
import dev.signalbox.gateway.admin.frame.Route;
import dev.signalbox.gateway.admin.frame.Shape;
import dev.signalbox.gateway.wire.json.StrictJson;
import io.vertx.core.Future;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;

/** What was captured of a request, for operators. */
final class CaptureControl {
  private final FactReading facts;
  private final FactReading captures;

  CaptureControl(FactReading facts, FactReading captures) {
    this.facts = facts;
    this.captures = captures;
  }

  Route route() {
    return Route.get(
            "/v1/records/{id}/captures", Role.OPERATOR, "What a request looked like at each stage")
        .gives(Shape.page("Capture"))
        .by(this::of);
  }

  private Future<JsonNode> of(ControlRequest request) {
    String id = request.segment("id");
    return facts
        .ask(dsl -> CaptureReader.numberOf(id, dsl))
        .compose(
            number ->
                number
                    .map(found -> captures.ask(dsl -> CaptureReader.of(found, dsl)))
                    .orElseGet(() -> Future.succeededFuture(List.of())))
        .map(rows -> Page.whole(rows.stream().map(CaptureControl::json)));
  }

  private static ObjectNode json(CapturesRecord row) {
    ObjectNode item =
        StrictJson.object()
            .put("stage", row.getStage())
            .put("attempt", row.getNumber())
            .put("at", Instant.ofEpochMilli(row.getAtMs()).toString())
            .put("content_type", row.getContentType())
            .put("bytes", row.getBytes())
            .put("truncated", row.getTruncated() == 1)
            .put("redactions", row.getRedactions());
    ArrayNode unmapped = item.putArray("unmapped");
    row.getUnmapped().lines().forEach(unmapped::add);
    return item.put("body", new String(row.getBody(), StandardCharsets.UTF_8));
  }
}
