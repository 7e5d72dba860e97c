package dev.signalbox.gateway.plan;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.signalbox.analytics.decision.PastDecision;
import dev.signalbox.gateway.wire.json.StrictJson;
import dev.signalbox.signals.replay.Belief;
import dev.signalbox.signals.replay.Shift;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/**
 * Tells request by request where a proposed configuration sends it, and sums up what that does, as
 * the router expects it: fast enough to be asked again while somebody moves a slider.
 */
final class PreviewTally {
  private static final double PERCENT = 100;
  private static final double SECOND_MILLIS = 1_000;

  private final ArrayNode rows = StrictJson.object().arrayNode();
  private final List<Case> cases = new ArrayList<>();
  private int moved;

  /** Takes a request; they come the newest first. */
  void add(Replay.Put put) {
    boolean moves = !target(put.before()).equals(target(put.after()));
    moved += moves ? 1 : 0;
    rows.add(row(put, moves));
    if (put.before() instanceof Choice.Made old && put.after() instanceof Choice.Made other) {
      cases.add(Case.of(put.past(), old, other));
    }
  }

  private static ObjectNode row(Replay.Put put, boolean moves) {
    PastDecision past = put.past();
    ObjectNode row = StrictJson.object().put("decision", past.record().id());
    past.record().meta().outcome().ifPresent(outcome -> row.put("request", outcome.request()));
    row.put("at", past.record().meta().at().toString())
        .put("project", past.record().question().origin().project())
        .put("asked", past.record().question().asked().model());
    putChoice(row, "before", put.before());
    putChoice(row, "after", put.after());
    return row.put("moved", moves);
  }

  /** The deployment, or null with the reason why there is none. */
  private static void putChoice(ObjectNode row, String side, Choice choice) {
    switch (choice) {
      case Choice.Made made -> row.put(side, made.target().toString());
      case Choice.Refused(var code) -> row.putNull(side).put(side + "_refused", code);
    }
  }

  private static String target(Choice choice) {
    return switch (choice) {
      case Choice.Made made -> made.target().toString();
      case Choice.Refused _ -> "";
    };
  }

  /** What came out. */
  ObjectNode toJson(Proposal proposal) {
    ObjectNode node = StrictJson.object();
    node.set("summary", summary());
    node.set("data", rows);
    node.set("assertions", PlanTally.assertions(proposal.assertions()));
    return node;
  }

  private ObjectNode summary() {
    Amounts amounts = new Amounts(cases);
    Shift cost = amounts.cost();
    Shift time = amounts.time();
    double more = cost.after() - cost.before();
    return StrictJson.object()
        .put("questions", rows.size())
        .put("compared", cases.size())
        .put("moved", moved)
        .put("moved_share", rows.isEmpty() ? 0 : (double) moved / rows.size())
        .put("before_cost_nanos", Math.round(cost.before()))
        .put("after_cost_nanos", Math.round(cost.after()))
        .put("delta_cost_nanos", Math.round(more))
        .put("delta_cost_share", cost.before() > 0 ? more / cost.before() : 0)
        .put("without_price", amounts.unpriced())
        .put("delta_seconds", mean((time.after() - time.before()) / SECOND_MILLIS))
        .put("delta_quality_points", mean(qualityGained()) * PERCENT);
  }

  private double qualityGained() {
    return cases.stream().mapToDouble(each -> worth(each.after()) - worth(each.before())).sum();
  }

  private static double worth(Case.Option option) {
    Belief belief = Objects.requireNonNull(option.beliefs().get(option.target()));
    return belief.mean();
  }

  private double mean(double sum) {
    return cases.isEmpty() ? 0 : sum / cases.size();
  }
}
