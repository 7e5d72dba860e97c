package dev.signalbox.gateway.admin.routing;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.signalbox.analytics.trial.ShadowDecision;
import dev.signalbox.analytics.trial.ShadowStore;
import dev.signalbox.analytics.trial.ShadowSummary;
import dev.signalbox.engine.price.Dollars;
import dev.signalbox.gateway.access.Role;
import dev.signalbox.gateway.admin.frame.ControlRequest;
import dev.signalbox.gateway.admin.frame.Field;
import dev.signalbox.gateway.admin.frame.Page;
import dev.signalbox.gateway.admin.frame.Route;
import dev.signalbox.gateway.admin.frame.Shape;
import dev.signalbox.gateway.admin.frame.Value;
import dev.signalbox.gateway.trial.Canary;
import dev.signalbox.gateway.trial.Shadow;
import dev.signalbox.gateway.trial.Trial;
import dev.signalbox.gateway.wire.json.StrictJson;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Objects;

/** What the policy on trial would have decided, and how it fares where it does. */
final class TrialControl {
  private static final int FRACTION_DIGITS = 9;
  private static final int MILLION_DIGITS = 6;
  private static final Field<Integer> LIMIT = Page.limit(50, 200);
  private static final Field<String> REVISION =
      Field.of(
          "revision",
          Value.text(64, "1e3d9ac38a7f"),
          "the policy on trial; none: the one that is on trial now");

  private final Vertx vertx;
  private final ShadowStore store;
  private final Trial trial;

  /** Reads {@code store} on worker threads of {@code vertx}. */
  TrialControl(Vertx vertx, ShadowStore store, Trial trial) {
    this.vertx = vertx;
    this.store = store;
    this.trial = trial;
  }

  List<Route> routes() {
    return List.of(
        Route.get("/v1/shadow", Role.VIEWER, "What the policy on trial would have decided")
            .query(REVISION, Page.AFTER_NUMBER, LIMIT)
            .gives(Shape.one("Shadow"))
            .by(this::shadow),
        Route.get("/v1/canary", Role.VIEWER, "How requests fare under the policy on trial")
            .gives(Shape.one("Canary"))
            .by(_ -> Future.succeededFuture(canary(trial))));
  }

  private Future<JsonNode> shadow(ControlRequest request) {
    String revision = request.get(REVISION).orElseGet(trial::revision);
    int limit = request.need(LIMIT);
    long before = request.get(Page.AFTER_NUMBER).orElse(Long.MAX_VALUE);
    return vertx
        .executeBlocking(
            () -> {
              // first, so that the list lacks nothing that the summary counts
              ObjectNode head = head(revision, store.summary(revision));
              ObjectNode page =
                  Page.cut(
                      store.newest(revision, before, limit + 1),
                      limit,
                      TrialControl::decision,
                      ShadowDecision::number);
              return head.<ObjectNode>setAll(page);
            },
            false)
        .map(Objects::requireNonNull);
  }

  private ObjectNode head(String revision, ShadowSummary summary) {
    Shadow shadow = trial.shadow();
    ObjectNode node =
        StrictJson.object()
            .put("share", BigDecimal.valueOf(shadow.millionths(), MILLION_DIGITS))
            .put("revision", revision)
            .put("left_out", shadow.leftOut());
    node.set("summary", summary(summary));
    return node;
  }

  private static ObjectNode summary(ShadowSummary summary) {
    ObjectNode node =
        StrictJson.object()
            .put("decisions", summary.decisions())
            .put("moved", summary.moved())
            .put("refused", summary.refused());
    long answered = summary.decisions() - summary.refused();
    putMeans(summary.sum(), answered, node);
    var moves = node.putArray("moves");
    for (ShadowSummary.Move move : summary.moves()) {
      ObjectNode entry =
          moves
              .addObject()
              .put("from", move.from())
              .put("to", move.to())
              .put("decisions", move.decisions());
      putMeans(move.sum(), move.decisions(), entry);
    }
    return node;
  }

  /** The sum of the money, and means of all three. */
  private static void putMeans(ShadowDecision.Difference sum, long of, ObjectNode node) {
    node.put("delta_cost_nanos", sum.nanos()).put("delta_cost_usd", Dollars.of(sum.nanos()));
    if (of > 0) {
      node.put("mean_delta_cost_nanos", sum.nanos() / of)
          .put("mean_delta_ms", sum.millis() / of)
          .put("mean_delta_q", BigDecimal.valueOf(sum.quality() / of, FRACTION_DIGITS));
    }
  }

  private static ObjectNode decision(ShadowDecision one) {
    return StrictJson.object()
        .put("at", Instant.ofEpochMilli(one.atMillis()).toString())
        .put("decision", one.decision())
        .put("project", one.of().project())
        .put("task", one.of().task())
        .put("profile", one.of().profile())
        .put("from", one.from().toString())
        .put("to", one.to().map(Object::toString).orElse(""))
        .put("moved", one.isMoved())
        .put("delta_cost_nanos", one.difference().nanos())
        .put("delta_ms", one.difference().millis())
        .put("delta_q", BigDecimal.valueOf(one.difference().quality(), FRACTION_DIGITS));
  }

  private static ObjectNode canary(Trial trial) {
    Canary.State state = trial.canary().state();
    ObjectNode node =
        StrictJson.object()
            .put("state", state.stand().name().toLowerCase(Locale.ROOT))
            .put("share", BigDecimal.valueOf(state.millionths(), MILLION_DIGITS))
            .put("revision", trial.revision());
    state
        .stop()
        .ifPresent(
            stop ->
                node.putObject("stopped")
                    .put("at", stop.at().toString())
                    .put("guard", stop.guard())
                    .put("text", stop.text()));
    node.set("canary", figures(state.canary()));
    node.set("rest", figures(state.rest()));
    return node;
  }

  private static ObjectNode figures(Canary.Figures figures) {
    ObjectNode node =
        StrictJson.object()
            .put("requests", figures.requests())
            .put("failed", figures.failed())
            .put("p95_ms", figures.p95Millis())
            .put("cost_nanos", figures.nanos())
            .put("priced", figures.priced());
    if (figures.priced() > 0) {
      node.put("mean_cost_nanos", figures.nanos() / figures.priced());
    }
    return node.put("signals", figures.signals()).put("negative_signals", figures.negative());
  }
}
