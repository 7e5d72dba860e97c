package dev.signalbox.gateway.admin.routing;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.signalbox.engine.archive.DecisionRecord;
import dev.signalbox.engine.explain.DecisionJson;
import dev.signalbox.engine.routing.Question;
import dev.signalbox.gateway.wire.json.StrictJson;

/** A kept decision in a list: what was asked, who was chosen, what came of it. */
final class DecisionSummary {
  private DecisionSummary() {}

  static ObjectNode of(DecisionRecord kept) {
    Question question = kept.question();
    ObjectNode node =
        StrictJson.object()
            .put("id", kept.id())
            .put("at", kept.meta().at().toString())
            .put("mode", kept.meta().mode().id())
            .put("micros", kept.meta().micros())
            .put("requested", question.asked().model())
            .put("profile", question.asked().profile())
            .put("format", question.asked().format())
            .put("key", question.origin().key())
            .put("project", question.origin().project())
            .put("source", question.origin().source())
            .put("task", question.origin().task())
            .put("input_tokens", question.needs().tokens().input());
    ArrayNode plan = node.putArray("plan");
    kept.plan().forEach(entry -> plan.add(entry.target().toString()));
    kept.meta().outcome().ifPresent(outcome -> node.set("outcome", DecisionJson.outcome(outcome)));
    return node;
  }
}
