package dev.signalbox.engine.explain;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.signalbox.engine.routing.Exploration;

/** What chance did in a decision, as JSON and in words. */
final class ExplorationJson {
  private ExplorationJson() {}

  /** All of it. */
  static ObjectNode of(Exploration exploration) {
    ObjectNode node =
        JsonNodeFactory.instance
            .objectNode()
            .put("share", Figures.decimal(exploration.shareMillionths(), 6));
    ArrayNode candidates = node.putArray("candidates");
    for (Exploration.Chance chance : exploration.chances()) {
      candidates
          .addObject()
          .put("model", chance.target().toString())
          .put("propensity", Figures.decimal(chance.propensityMillionths(), 6));
    }
    node.put("drawn", exploration.drawn().toString());
    ReasonJson.putMoney(node, "expected_extra", exploration.extraNanos());
    return node.put("expected_loss", Figures.fraction(exploration.loss()))
        .put("text", text(exploration));
  }

  /** {@code chance drew … among 3 that may be the best; it takes part in 10 % of such requests}. */
  static String text(Exploration exploration) {
    return "chance %s %s among %s that may be the best; it takes part in %s %% of such requests"
        .formatted(
            exploration.isElsewhere() ? "drew" : "left the best,",
            exploration.drawn(),
            Figures.count(exploration.chances().size()),
            Figures.decimal(exploration.shareMillionths(), 4).toPlainString());
  }
}
