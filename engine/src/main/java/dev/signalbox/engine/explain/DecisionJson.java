package dev.signalbox.engine.explain;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.signalbox.engine.naming.Target;
import dev.signalbox.engine.price.Cost;
import dev.signalbox.engine.routing.Decision;
import dev.signalbox.engine.routing.LayerRecord;
import dev.signalbox.engine.routing.PlanEntry;
import dev.signalbox.engine.routing.RunnerUp;
import dev.signalbox.engine.routing.Score;
import dev.signalbox.engine.routing.WhyNot;
import java.time.Instant;
import java.util.List;

/**
 * The decision record as JSON (docs/routing.md). {@code term}, {@code utility} and {@code gap} are
 * billionths of utility, {@code q} and {@code sd} are fractions of 1; every other number has its
 * unit in its name.
 */
public final class DecisionJson {
  private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

  private DecisionJson() {}

  /** The whole record. */
  public static ObjectNode write(Decision decision, DecisionMeta meta) {
    ObjectNode node =
        NODES
            .objectNode()
            .put("id", meta.id())
            .put("at", meta.at().toString())
            .put("mode", meta.mode().id());
    if (!meta.policy().isEmpty()) {
      node.put("policy", meta.policy());
    }
    ObjectNode revisions = node.putObject("revisions");
    decision.revisions().byPart().forEach(revisions::put);
    node.put("seed", decision.question().seed()).put("micros", meta.micros());
    node.set("question", QuestionJson.write(decision.question()));
    ArrayNode layers = node.putArray("layers");
    decision.layers().forEach(layer -> layers.add(layer(layer, decision.question().at())));
    node.set("plan", plan(decision.plan()));
    putDropped(node, "unplanned", decision.unplanned());
    decision.exploration().ifPresent(chance -> node.set("exploration", ExplorationJson.of(chance)));
    decision.runnerUp().ifPresent(second -> node.set("runner_up", runnerUp(second)));
    meta.outcome().ifPresent(outcome -> node.set("outcome", outcome(outcome)));
    return node;
  }

  /** The answer to "why not {@code target}?". */
  public static ObjectNode whyNot(Decision decision, Target target) {
    ObjectNode node = NODES.objectNode().put("model", target.toString());
    switch (WhyNot.of(decision, target)) {
      case WhyNot.Chosen(var entry) ->
          node.put("answer", "chosen")
              .put("utility", entry.utility())
              .put("text", chosenText(entry));
      case WhyNot.Later(var entry, var place, var gap) ->
          node.put("answer", "later")
              .put("place", place)
              .put("utility", entry.utility())
              .put("gap", gap)
              .put("why", entry.why().text())
              .put("text", laterText(decision, entry, place));
      case WhyNot.Dropped(var drop) -> {
        node.put("answer", "dropped").put("layer", drop.layer());
        ReasonJson.put(drop.reason(), node);
      }
      case WhyNot.NoCandidate() ->
          node.put("answer", "no_candidate")
              .put("text", "it is not among the deployments that the request could use");
    }
    return node;
  }

  private static String chosenText(PlanEntry entry) {
    return entry.why() == PlanEntry.Why.EXPLORED
        ? "it is the first of the plan: " + entry.why().text()
        : "it is the first of the plan";
  }

  private static String laterText(Decision decision, PlanEntry entry, int place) {
    String text = "it is number %d of the plan: %s".formatted(place, entry.why().text());
    PlanEntry first = decision.plan().getFirst();
    return switch (entry.why()) {
      case BEST -> "%s; chance drew %s to learn of it".formatted(text, first.target());
      case OTHER_PROVIDER, NEXT, EXPLORED -> text + behind(first, entry);
      case LOSES_MORE, NAMED_LATER -> text;
    };
  }

  private static String behind(PlanEntry first, PlanEntry entry) {
    long gap = first.utility() - entry.utility();
    return gap >= 0
        ? ", %s behind the first".formatted(Figures.points(gap))
        : ", %s ahead of the first, which chance drew".formatted(Figures.points(-gap));
  }

  private static ObjectNode layer(LayerRecord layer, Instant at) {
    ObjectNode node =
        NODES
            .objectNode()
            .put("layer", layer.layer())
            .put("in", layer.in())
            .put("out", layer.out());
    putDropped(node, "dropped", layer.dropped());
    ArrayNode losing = NODES.arrayNode();
    ArrayNode scored = NODES.arrayNode();
    for (Score score : layer.scored()) {
      switch (score) {
        case Score.Fit fit when fit.setbacks() > 0 -> losing.add(fit(fit));
        case Score.Policy policy when policy.rank() > 0 || !policy.terms().isEmpty() ->
            scored.add(policy(policy));
        case Score.Fit _, Score.Policy _ -> {}
        case Score.Price price -> scored.add(price(price));
        case Score.Time time -> scored.add(time(time));
        case Score.Worth worth -> scored.add(worth(worth, at));
      }
    }
    if (!losing.isEmpty()) {
      node.set("kept_with_loss", losing);
    }
    if (!scored.isEmpty()) {
      node.set("scored", scored);
    }
    return node;
  }

  private static void putDropped(ObjectNode node, String name, List<LayerRecord.Dropped> all) {
    ArrayNode dropped = node.putArray(name);
    for (LayerRecord.Dropped one : all) {
      ObjectNode entry = dropped.addObject().put("model", one.target().toString());
      entry.put("provider", one.target().provider());
      ReasonJson.put(one.reason(), entry);
    }
  }

  private static ObjectNode of(Score score) {
    return NODES.objectNode().put("model", score.target().toString());
  }

  private static ObjectNode policy(Score.Policy score) {
    ObjectNode node = of(score);
    if (score.rank() > 0) {
      node.put("rank", score.rank());
    }
    ObjectNode parts = node.putObject("parts");
    score.terms().forEach(term -> parts.put(term.name(), term.value()));
    return node.put("term", score.term());
  }

  private static ObjectNode fit(Score.Fit score) {
    ObjectNode node = of(score);
    ReasonJson.putTexts(node, "fields", score.losses());
    score
        .madeElsewhere()
        .ifPresent(
            pin ->
                node.putObject("made_elsewhere")
                    .put("provider", pin.provider())
                    .put("what", pin.what()));
    return node;
  }

  private static ObjectNode price(Score.Price score) {
    Cost cost = score.quote().cost();
    ObjectNode node =
        of(score)
            .put("nanos", score.chargedNanos())
            .put("usd", Figures.usd(score.chargedNanos()))
            .put("output_tokens", score.quote().tokens().output());
    if (!score.known()) {
      node.put("assumed", true);
    }
    ObjectNode parts = node.putObject("parts");
    cost.parts().forEach((bucket, nanos) -> parts.put(bucket.id(), nanos));
    if (!cost.assumptions().isEmpty()) {
      ArrayNode assumptions = node.putArray("assumptions");
      cost.assumptions().forEach(assumption -> assumptions.add(assumption.id()));
    }
    cost.price().ifPresent(used -> node.put("confidence", used.confidence().id()));
    return node.put("term", score.term());
  }

  private static ObjectNode time(Score.Time score) {
    return of(score)
        .put("ttft_ms", score.latency().firstTokenMillis())
        .put("ttft_p95_ms", score.latency().firstTokenP95Millis())
        .put("tokens_per_second", score.latency().tokensPerSecond())
        .put("total_ms", score.totalMillis())
        .put("load_ms", score.loadMillis())
        .put("n", score.latency().samples())
        .put("source", score.latency().source())
        .put("term", score.term());
  }

  private static ObjectNode worth(Score.Worth score, Instant at) {
    ObjectNode node =
        of(score)
            .put("q", Figures.fraction(score.quality().value()))
            .put("sd", Figures.fraction(score.quality().sd()))
            .put("n_eff", Figures.decimal(score.quality().effectiveSamplesMilli(), 3));
    QualityTerms.put(score.quality(), at, node);
    if (score.switchUtility() > 0) {
      node.put("switch", score.switchUtility());
      ReasonJson.putMoney(node, "switch_forgone", score.forgoneNanos());
    }
    return node.put("term", score.term());
  }

  /** The entries of a plan, in order. */
  static ArrayNode plan(List<PlanEntry> plan) {
    ArrayNode entries = NODES.arrayNode();
    plan.forEach(entry -> entries.add(entry(entry)));
    return entries;
  }

  /** One entry of a plan. */
  static ObjectNode entry(PlanEntry entry) {
    return NODES
        .objectNode()
        .put("model", entry.target().toString())
        .put("utility", entry.utility())
        .put("propensity", Figures.decimal(entry.propensityMillionths(), 6))
        .put("why", entry.why().text());
  }

  private static ObjectNode runnerUp(RunnerUp second) {
    ObjectNode node =
        NODES.objectNode().put("model", second.target().toString()).put("gap", second.gap());
    ArrayNode ways = node.putArray("wins_if");
    second
        .qualityRise()
        .ifPresent(rise -> ways.addObject().put("quality_rises_by", Figures.fraction(rise)));
    if (second.pointNanosAbove().isPresent() || second.pointNanosBelow().isPresent()) {
      ObjectNode worth = ways.addObject();
      second.pointNanosAbove().ifPresent(nanos -> putWorth(worth, "above", nanos));
      second.pointNanosBelow().ifPresent(nanos -> putWorth(worth, "below", nanos));
    }
    second
        .costBelow()
        .ifPresent(nanos -> ReasonJson.putMoney(ways.addObject(), "cost_below", nanos));
    return node.put("text", RunnerUpText.of(second));
  }

  private static void putWorth(ObjectNode node, String side, long nanos) {
    node.put("point_nanos_" + side, nanos)
        .put("point_usd_per_1000_requests_" + side, Figures.usdPerThousand(nanos));
  }

  /** What came of a decision. */
  public static ObjectNode outcome(DecisionMeta.Outcome outcome) {
    ObjectNode node = NODES.objectNode();
    outcome.served().ifPresent(target -> node.put("served", target.toString()));
    if (!outcome.answeredModel().isEmpty()) {
      node.put("answered_model", outcome.answeredModel());
    }
    node.put("attempts", outcome.attempts()).put("result", outcome.result());
    if (!outcome.verified().isEmpty()) {
      node.put("verified", outcome.verified());
    }
    return outcome.request().isEmpty() ? node : node.put("request", outcome.request());
  }
}
