package dev.signalbox.engine.explain;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.signalbox.engine.routing.Reason;
import java.util.List;

/** A reason as fields of a JSON object. */
final class ReasonJson {
  private ReasonJson() {}

  /** Puts the code, figures and sentence of {@code reason} into {@code node}. */
  static ObjectNode put(Reason reason, ObjectNode node) {
    node.put("reason", ReasonText.code(reason));
    putFigures(reason, node);
    return node.put("text", ReasonText.sentence(reason));
  }

  private static void putFigures(Reason reason, ObjectNode node) {
    switch (reason) {
      case Reason.ProviderDisabled _, Reason.Draining _, Reason.UnknownPrice _ -> {}
      case Reason.CircuitOpen(var until) -> until.ifPresent(at -> node.put("until", at.toString()));
      case Reason.CredentialsBenched(var until) -> node.put("until", until.toString());
      case Reason.RateLimited(var until) -> node.put("until", until.toString());
      case Reason.QuotaExhausted(var percent) -> node.put("used_percent", percent);
      case Reason.NotAllowed(var by) -> node.put("by", by);
      case Reason.Denied(var by, var selector) -> node.put("by", by).put("selector", selector);
      case Reason.PinnedElsewhere(var by) -> node.put("by", by);
      case Reason.RegionNotAllowed(var by, var have, var allowed) -> {
        node.put("by", by);
        putTexts(node, "have", have);
        putTexts(node, "allowed", allowed);
      }
      case Reason.NotLocal(var by) -> node.put("by", by);
      case Reason.KeepsPrompts(var by) -> node.put("by", by);
      case Reason.NotCleared(var by, var clearance) ->
          node.put("by", by).put("clearance", clearance);
      case Reason.Retired(var stage, var since, var replacement) -> {
        node.put("stage", stage.id());
        since.ifPresent(day -> node.put("since", day.toString()));
        replacement.ifPresent(id -> node.put("replacement", id));
      }
      case Reason.WrongKind(var kind) -> node.put("kind", kind);
      case Reason.OverBudget(var estimate, var left) -> {
        putMoney(node, "estimate", estimate);
        putMoney(node, "left", left);
      }
      case Reason.NoCapability(var need) -> node.put("need", need.id());
      case Reason.UnknownCapability(var need) -> node.put("need", need.id());
      case Reason.ContextTooSmall(var need, var have) ->
          node.put("need_tokens", need).put("have_tokens", have);
      case Reason.OutputTooSmall(var need, var have) ->
          node.put("need_tokens", need).put("have_tokens", have);
      case Reason.WouldLose(var fields) -> putTexts(node, "fields", fields);
      case Reason.PortabilityPin(var provider, var what) ->
          node.put("pinned_to", provider).put("what", what);
      case Reason.OverCeiling(var estimate, var ceiling) -> {
        putMoney(node, "estimate", estimate);
        putMoney(node, "ceiling", ceiling);
      }
      case Reason.FirstTokenTooSlow(var p95, var ceiling) ->
          node.put("ttft_p95_ms", p95).put("ceiling_ms", ceiling);
      case Reason.TooSlow(var total, var ceiling) ->
          node.put("total_ms", total).put("ceiling_ms", ceiling);
      case Reason.BelowFloor(var quality, var floor) ->
          node.put("q", Figures.fraction(quality)).put("floor_q", Figures.fraction(floor));
      case Reason.PlanFull(var rank, var planned) ->
          node.put("place", rank).put("planned", planned);
    }
  }

  /** Puts an amount of money as whole nano-dollars and beside them as dollars. */
  static void putMoney(ObjectNode node, String name, long nanos) {
    node.put(name + "_nanos", nanos).put(name + "_usd", Figures.usd(nanos));
  }

  /** Puts an array of texts. */
  static void putTexts(ObjectNode node, String name, List<String> texts) {
    texts.forEach(node.putArray(name)::add);
  }
}
