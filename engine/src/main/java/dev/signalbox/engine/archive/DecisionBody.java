package dev.signalbox.engine.archive;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.signalbox.engine.explain.DecisionMeta;
import dev.signalbox.engine.explain.QuestionJson;
import dev.signalbox.engine.naming.Target;
import dev.signalbox.engine.routing.PlanEntry;
import dev.signalbox.engine.routing.Question;
import dev.signalbox.engine.text.Fields;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * What of a decision is stored as one JSON object: all that cannot be searched for.
 *
 * @param at when it was decided
 * @param answeredModel the model that answered, as its provider names it; empty text when there is
 *     none
 * @param verified what making sure of the answer came to; empty text where nothing was done
 */
public record DecisionBody(
    Instant at, Question question, List<PlanEntry> plan, String answeredModel, String verified) {
  public DecisionBody {
    plan = List.copyOf(plan);
  }

  /** The body of {@code record}. */
  public static DecisionBody of(DecisionRecord record) {
    return new DecisionBody(
        record.meta().at(),
        record.question(),
        record.plan(),
        record.meta().outcome().map(DecisionMeta.Outcome::answeredModel).orElse(""),
        record.meta().outcome().map(DecisionMeta.Outcome::verified).orElse(""));
  }

  /** As JSON. */
  public ObjectNode write() {
    ObjectNode node = JsonNodeFactory.instance.objectNode();
    node.put("at", at.toString()).set("question", QuestionJson.write(question));
    ArrayNode entries = node.putArray("plan");
    for (int i = 0; i < plan.size(); i++) {
      PlanEntry entry = plan.get(i);
      ObjectNode written =
          entries
              .addObject()
              .put("model", entry.target().toString())
              .put("utility", entry.utility())
              .put("why", Fields.id(entry.why()));
      if (entry.propensityMillionths() != withoutChance(i)) {
        written.put("propensity_millionths", entry.propensityMillionths());
      }
    }
    if (!verified.isEmpty()) {
      node.put("verified", verified);
    }
    return answeredModel.isEmpty() ? node : node.put("answered_model", answeredModel);
  }

  /**
   * Reads what {@link #write} wrote.
   *
   * @throws IllegalArgumentException naming the field at fault
   */
  public static DecisionBody read(JsonNode stored) {
    Fields fields = Fields.of(stored, "a decision");
    return new DecisionBody(
        fields.required("at", fields.moment("at")),
        QuestionJson.readStored(stored.path("question")),
        plan(fields.objects("plan")),
        fields.text("answered_model").orElse(""),
        fields.text("verified").orElse(""));
  }

  private static List<PlanEntry> plan(List<Fields> entries) {
    List<PlanEntry> plan = new ArrayList<>(entries.size());
    for (Fields fields : entries) {
      plan.add(
          new PlanEntry(
              fields.required("model", Target.in(fields, "model")),
              fields.number("utility").orElse(0),
              fields.required("why", fields.oneOf("why", PlanEntry.Why.values())),
              (int) fields.count("propensity_millionths").orElse(withoutChance(plan.size()))));
    }
    return plan;
  }

  /** The propensity of the entry at {@code place} where chance has no part; it is left out. */
  private static int withoutChance(int place) {
    return place == 0 ? PlanEntry.CERTAIN : 0;
  }
}
