package dev.signalbox.analytics.signal;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.signalbox.analytics.schema.tables.records.FactSignalsRecord;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;

/** A signal as flat JSON, null for what it does not say. */
public final class SignalJson {
  /** Its fields, in their order. */
  public static final List<String> FIELDS = fields();

  private SignalJson() {}

  private static List<String> fields() {
    FactSignalsRecord row = new FactSignalsRecord();
    row.setKind(SignalRows.SIGNAL);
    row.setLabels("");
    Iterable<String> names = () -> of(List.of(row)).fieldNames();
    return StreamSupport.stream(names.spliterator(), false).toList();
  }

  /**
   * What the rows of one signal come to.
   *
   * @param rows in the order of their ids; the first says it
   */
  static ObjectNode of(List<FactSignalsRecord> rows) {
    FactSignalsRecord first = rows.getFirst();
    FactSignalsRecord last =
        rows.stream()
            .filter(row -> row.getKind().equals(SignalRows.SIGNAL))
            .filter(row -> row.getPart() == null || row.getPart() == 0)
            .reduce(first, (_, later) -> later);
    Optional<FactSignalsRecord> revoked =
        rows.stream().filter(row -> row.getKind().equals(SignalRows.REVOKED)).findFirst();
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    json.put("id", text(first.getId()));
    json.put("at", time(first.getAtMs()));
    json.put("state", revoked.map(SignalJson::standing).orElse(last.getState()));
    json.put("reason", orNull(last.getReason()));
    putSubject(last, json);
    json.put("source", last.getReporter());
    json.put("key_label", last.getReportedBy());
    json.put("name", orNull(last.getName()));
    json.put("value", last.getValue());
    json.put("weight", last.getWeight());
    json.put("confidence", last.getConfidence());
    json.put("samples", last.getSamples());
    json.put("outcome", orNull(last.getOutcome()));
    json.put("acceptance", last.getAcceptance());
    json.put("edit_distance", last.getEditDistance());
    json.put("parse_success", last.getParseSuccess());
    json.put("error", last.getError());
    json.put("governance_violation", last.getGovernanceViolation());
    json.put("observed_at", time(last.getObservedAtMs()));
    json.put("decided_at", time(last.getDecidedAtMs()));
    json.put("idempotency_key", orNull(first.getIdempotencyKey()));
    json.put("supersedes", text(last.getSupersedes()));
    json.put(
        "superseded_by",
        revoked.map(FactSignalsRecord::getSupersededBy).map(SignalJson::text).orElse(null));
    putExpected(last, json);
    json.set("labels", Labels.json(Labels.read(last.getLabels())));
    return json;
  }

  private static String standing(FactSignalsRecord revoked) {
    return (revoked.getSupersededBy() == null
            ? SignalList.Standing.REVOKED
            : SignalList.Standing.SUPERSEDED)
        .id();
  }

  private static void putSubject(FactSignalsRecord row, ObjectNode json) {
    json.put("decision_id", orNull(row.getDecisionId()));
    json.put("request_id", orNull(row.getRequestId()));
    json.put("session_id", orNull(row.getSessionId()));
    json.put("better", orNull(row.getBetter()));
    json.put("worse", orNull(row.getWorse()));
    json.put("project", row.getProject());
    json.put("task", orNull(row.getTask()));
    json.put("provider", orNull(row.getProvider()));
    json.put("model", orNull(row.getModel()));
  }

  /** What each level expected before it learnt from it. */
  private static void putExpected(FactSignalsRecord row, ObjectNode json) {
    if (row.getPCard() == null) {
      json.putNull("expected");
      return;
    }
    json.putObject("expected")
        .put("card", row.getPCard())
        .put("model", row.getPModel())
        .put("task", row.getPTask())
        .put("cluster", row.getPCluster());
  }

  private static @Nullable String orNull(@Nullable String text) {
    return text == null || text.isEmpty() ? null : text;
  }

  private static @Nullable String text(@Nullable Long number) {
    return number == null ? null : Long.toString(number);
  }

  private static @Nullable String time(@Nullable Long millis) {
    return millis == null ? null : Instant.ofEpochMilli(millis).toString();
  }
}
