package dev.signalbox.engine.explain;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.signalbox.engine.naming.Target;
import dev.signalbox.engine.routing.Decision;
import dev.signalbox.engine.routing.LayerRecord;
import dev.signalbox.engine.routing.PlanEntry;
import dev.signalbox.engine.state.Revisions;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/** What a decision made again differs in from the one before, as JSON. Utilities are billionths. */
public final class DifferenceJson {
  private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

  private DifferenceJson() {}

  /**
   * The plan that was kept against that of the same decision made again.
   *
   * @return {@code equal}, and {@code differences} with the places where they are not
   */
  public static ObjectNode ofPlans(List<PlanEntry> kept, List<PlanEntry> again) {
    ObjectNode node = NODES.objectNode().put("equal", kept.equals(again));
    ArrayNode differences = node.putArray("differences");
    for (int i = 0; i < Math.max(kept.size(), again.size()); i++) {
      Optional<PlanEntry> stored = entryAt(kept, i);
      Optional<PlanEntry> made = entryAt(again, i);
      if (!stored.equals(made)) {
        ObjectNode place = differences.addObject().put("place", i + 1);
        stored.ifPresent(entry -> place.set("stored", DecisionJson.entry(entry)));
        made.ifPresent(entry -> place.set("again", DecisionJson.entry(entry)));
      }
    }
    return node;
  }

  private static Optional<PlanEntry> entryAt(List<PlanEntry> plan, int place) {
    return place < plan.size() ? Optional.of(plan.get(place)) : Optional.empty();
  }

  /** Everything that is another under other circumstances; {@code equal} when nothing is. */
  public static ObjectNode of(Decision before, Decision after) {
    ObjectNode node =
        NODES
            .objectNode()
            .put(
                "equal",
                before.plan().equals(after.plan()) && before.layers().equals(after.layers()));
    node.set("changed_revisions", revisions(before.revisions(), after.revisions()));
    ObjectNode plan = node.putObject("plan");
    plan.set("before", DecisionJson.plan(before.plan()));
    plan.set("after", DecisionJson.plan(after.plan()));
    node.set("utilities", utilities(before.utilities(), after.utilities()));
    node.set("newly_dropped", newlyDropped(before, after));
    node.set("newly_kept", newlyDropped(after, before));
    return node;
  }

  private static ObjectNode revisions(Revisions before, Revisions after) {
    Map<String, String> old = before.byPart();
    ObjectNode changed = NODES.objectNode();
    after
        .byPart()
        .forEach(
            (name, revision) -> {
              String was = Objects.requireNonNull(old.get(name));
              if (!was.equals(revision)) {
                changed.putObject(name).put("before", was).put("after", revision);
              }
            });
    return changed;
  }

  /** Of those that passed all layers both times, the ones that are worth more or less now. */
  private static ArrayNode utilities(Map<Target, Long> before, Map<Target, Long> after) {
    ArrayNode changed = NODES.arrayNode();
    before.forEach(
        (target, was) -> {
          Long is = after.get(target);
          if (is != null && !is.equals(was)) {
            changed.addObject().put("model", target.toString()).put("before", was).put("after", is);
          }
        });
    return changed;
  }

  /**
   * Those that passed all layers in {@code kept} and not in {@code dropping}, with where and why.
   */
  private static ArrayNode newlyDropped(Decision kept, Decision dropping) {
    Map<Target, Drop> drops = drops(dropping);
    Map<Target, Long> stillThere = dropping.utilities();
    ArrayNode all = NODES.arrayNode();
    for (Target target : kept.utilities().keySet()) {
      if (!stillThere.containsKey(target)) {
        ObjectNode node = all.addObject().put("model", target.toString());
        Optional.ofNullable(drops.get(target))
            .ifPresentOrElse(drop -> drop.put(node), () -> putAbsence(node));
      }
    }
    return all;
  }

  private static void putAbsence(ObjectNode node) {
    node.put("reason", "no_candidate")
        .put("text", "it is not among the deployments that the request could use");
  }

  private record Drop(String layer, LayerRecord.Dropped dropped) {
    void put(ObjectNode node) {
      node.put("layer", layer);
      ReasonJson.put(dropped.reason(), node);
    }
  }

  private static Map<Target, Drop> drops(Decision decision) {
    Map<Target, Drop> drops = new LinkedHashMap<>();
    for (LayerRecord layer : decision.layers()) {
      layer
          .dropped()
          .forEach(dropped -> drops.put(dropped.target(), new Drop(layer.layer(), dropped)));
    }
    return drops;
  }
}
