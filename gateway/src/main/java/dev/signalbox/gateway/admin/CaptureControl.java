package dev.signalbox.gateway.admin;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.signalbox.analytics.capture.CaptureReader;
import dev.signalbox.analytics.schema.tables.records.CapturesRecord;
import dev.signalbox.gateway.http.Queries;
import dev.signalbox.gateway.wire.json.StrictJson;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Objects;

/** What was captured of a request, for operators: {@code GET /v1/records/{id}/captures}. */
final class CaptureControl {
  static final String PATH = "/v1/records/:id/captures";

  private static final String BEFORE_ID = "/v1/records/";
  private static final String AFTER_ID = "/captures";

  private final CaptureReader reader;
  private final Vertx vertx;

  CaptureControl(CaptureReader reader, Vertx vertx) {
    this.reader = reader;
    this.vertx = vertx;
  }

  Future<JsonNode> of(ControlRequest request) {
    String path = request.head().path();
    String id =
        Queries.decoded(path.substring(BEFORE_ID.length(), path.length() - AFTER_ID.length()));
    return vertx.executeBlocking(() -> list(reader.of(id))).map(Objects::requireNonNull);
  }

  private static JsonNode list(List<CapturesRecord> rows) {
    ObjectNode list = StrictJson.object();
    ArrayNode data = list.putArray("data");
    for (CapturesRecord row : rows) {
      ObjectNode item = data.addObject();
      item.put("stage", row.getStage());
      item.put("attempt", row.getNumber());
      item.put("at", Instant.ofEpochMilli(row.getAtMs()).toString());
      item.put("content_type", row.getContentType());
      item.put("bytes", row.getBytes());
      item.put("truncated", row.getTruncated() == 1);
      item.put("redactions", row.getRedactions());
      ArrayNode unmapped = item.putArray("unmapped");
      row.getUnmapped().lines().forEach(unmapped::add);
      item.put("body", new String(row.getBody(), StandardCharsets.UTF_8));
    }
    return list.putNull("next");
  }
}
