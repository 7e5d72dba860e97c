package dev.signalbox.gateway.admin.signals;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.signalbox.gateway.wire.json.StrictJson;
import dev.signalbox.signals.alert.Alert;
import dev.signalbox.signals.alert.Figures;
import dev.signalbox.signals.alert.Group;
import dev.signalbox.signals.alert.Mean;
import dev.signalbox.signals.learning.Alarm;
import java.time.Instant;
import java.util.List;
import java.util.OptionalDouble;
import org.jspecify.annotations.Nullable;

/** What signals come to, as JSON. */
final class FigureJson {
  /** Fields of sums, in their order. */
  static final List<String> FIELDS =
      List.of(
          "model",
          "task",
          "source",
          "n",
          "samples",
          "n_eff",
          "mean",
          "low",
          "high",
          "acceptance",
          "edit_distance",
          "parse_success",
          "error",
          "governance_violation",
          "newest_at",
          "age_secs",
          "trend");

  /** Fields of alerts, in their order. */
  static final List<String> ALERT_FIELDS =
      List.of(
          "kind",
          "model",
          "task",
          "source",
          "project",
          "metric",
          "value",
          "threshold",
          "must_be",
          "samples",
          "at",
          "statistic");

  private FigureJson() {}

  static ObjectNode of(Group group, Figures figures, Instant now) {
    Figures.Interval interval = figures.interval();
    long newest = figures.newestMillis();
    ObjectNode json =
        StrictJson.object()
            .put("model", group.model())
            .put("task", group.task())
            .put("source", group.source())
            .put("n", figures.signals())
            .put("samples", figures.samples())
            .put("n_eff", figures.effective())
            .put("mean", orNull(figures.quality().value()))
            .put("low", interval.low())
            .put("high", interval.high());
    put("acceptance", figures.acceptance(), json);
    put("edit_distance", figures.editDistance(), json);
    put("parse_success", figures.parseSuccess(), json);
    put("error", figures.error(), json);
    put("governance_violation", figures.governanceViolation(), json);
    return json.put("newest_at", Instant.ofEpochMilli(newest).toString())
        .put("age_secs", Math.max(0, (now.toEpochMilli() - newest) / 1_000))
        .put("trend", orNull(figures.trend()));
  }

  private static void put(String name, Mean mean, ObjectNode json) {
    json.put(name, orNull(mean.value()));
  }

  static ObjectNode of(Alert alert) {
    return StrictJson.object()
        .put("kind", "threshold")
        .put("model", alert.group().model())
        .put("task", alert.group().task())
        .put("source", alert.group().source())
        .putNull("project")
        .put("metric", alert.metric().id())
        .put("value", alert.value())
        .put("threshold", alert.threshold())
        .put("must_be", alert.metric().moreIsBetter() ? "at_least" : "at_most")
        .put("samples", alert.samples())
        .putNull("at")
        .putNull("statistic");
  }

  /** A model that got worse. */
  static ObjectNode of(Alarm alarm) {
    return StrictJson.object()
        .put("kind", "degraded")
        .put("model", alarm.target().toString())
        .put("task", alarm.task())
        .putNull("source")
        .put("project", alarm.project())
        .put("metric", "quality")
        .putNull("value")
        .putNull("threshold")
        .putNull("must_be")
        .putNull("samples")
        .put("at", Instant.ofEpochMilli(alarm.atMillis()).toString())
        .put("statistic", alarm.statistic());
  }

  private static @Nullable Double orNull(OptionalDouble value) {
    return value.isPresent() ? value.getAsDouble() : null;
  }
}
