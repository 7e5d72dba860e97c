package dev.signalbox.gateway.plan;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.signalbox.analytics.decision.PastDecision;
import dev.signalbox.engine.naming.Target;
import dev.signalbox.engine.policy.Trade;
import dev.signalbox.engine.routing.Decision;
import dev.signalbox.engine.routing.LayerRecord;
import dev.signalbox.engine.routing.Question;
import dev.signalbox.engine.routing.Score;
import dev.signalbox.gateway.wire.json.StrictJson;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * A few requests that go elsewhere, with what of both choices is another: at most a handful each.
 */
final class Samples {
  private static final int MOST = 20;

  /** Of one way from a deployment to another. */
  private static final int MOST_ALIKE = 4;

  private final ArrayNode all = StrictJson.object().arrayNode();

  /**
   * Takes a request that moves, if there is room.
   *
   * @param alike how many have gone that way so far, this one included
   */
  void add(PastDecision past, Choice.Made before, Choice.Made after, int alike) {
    if (all.size() >= MOST || alike > MOST_ALIKE) {
      return;
    }
    Question question = past.record().question();
    ObjectNode node = all.addObject().put("decision", past.record().id());
    past.record().meta().outcome().ifPresent(outcome -> node.put("request", outcome.request()));
    node.put("at", question.at().toString())
        .put("project", question.origin().project())
        .put("model", question.asked().model())
        .put("task", after.task());
    node.set("from", told(before.target(), before, after));
    node.set("to", told(after.target(), before, after));
  }

  /** What both sides make of one deployment. */
  private static ObjectNode told(Target target, Choice.Made before, Choice.Made after) {
    ObjectNode node = StrictJson.object().put("model", target.toString());
    Map<String, Long> old = terms(target, before.decision());
    Map<String, Long> other = terms(target, after.decision());
    putSide(node, "before", target, before.decision());
    putSide(node, "after", target, after.decision());
    ObjectNode changed = node.putObject("changed_terms");
    old.forEach(
        (layer, term) -> {
          Long now = other.get(layer);
          if (now != null && !now.equals(term)) {
            changed.putObject(layer).put("before", units(term)).put("after", units(now));
          }
        });
    return node;
  }

  private static void putSide(ObjectNode node, String side, Target target, Decision decision) {
    ObjectNode of = node.putObject(side);
    Long utility = decision.utilities().get(target);
    if (utility != null) {
      Score.Price price = Choice.scoreOf(target, decision, Score.Price.class);
      of.put("utility", units(utility))
          .put(
              "quality",
              units(Choice.scoreOf(target, decision, Score.Worth.class).quality().value()))
          .put("cost_nanos", price.chargedNanos())
          .put("total_ms", Choice.scoreOf(target, decision, Score.Time.class).totalMillis());
      return;
    }
    decision
        .dropOf(target)
        .ifPresentOrElse(
            drop -> of.put("dropped", drop.reason().code().id()).put("layer", drop.layer()),
            () -> of.put("dropped", "no_candidate"));
  }

  /** What each layer adds to the utility of {@code target}. */
  private static Map<String, Long> terms(Target target, Decision decision) {
    Map<String, Long> terms = new LinkedHashMap<>();
    for (LayerRecord layer : decision.layers()) {
      for (Score score : layer.scored()) {
        if (score.target().equals(target)) {
          terms.put(layer.layer(), score.term());
        }
      }
    }
    return terms;
  }

  private static double units(long billionths) {
    return (double) billionths / Trade.ONE;
  }

  ArrayNode toJson() {
    return all;
  }
}
