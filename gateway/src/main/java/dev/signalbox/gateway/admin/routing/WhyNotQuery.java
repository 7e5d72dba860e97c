package dev.signalbox.gateway.admin.routing;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.signalbox.engine.explain.DecisionJson;
import dev.signalbox.engine.naming.Target;
import dev.signalbox.engine.routing.Decision;
import dev.signalbox.gateway.admin.frame.ControlRequest;
import dev.signalbox.gateway.admin.frame.Field;
import dev.signalbox.gateway.admin.frame.Value;
import java.util.List;
import java.util.Optional;

/** The query {@code why_not=provider/model}, which asks of a decision why it is not that model. */
final class WhyNotQuery {
  static final Field<Target> FIELD =
      Field.of(
              "why_not",
              Value.matching("[^/]+/[\\s\\S]+", "a `provider/model`", "openai/gpt-4o")
                  .map(text -> Optional.of(target(text))),
              "asks why it is not that model")
          .upTo(10);

  private final List<Target> targets;

  private WhyNotQuery(List<Target> targets) {
    this.targets = targets;
  }

  /**
   * The models that {@code request} asks about.
   *
   * @throws dev.signalbox.gateway.wire.problem.ProblemException when one has another form, or there
   *     are too many
   */
  static WhyNotQuery of(ControlRequest request) {
    return new WhyNotQuery(request.all(FIELD));
  }

  private static Target target(String text) {
    int slash = text.indexOf('/');
    return new Target(text.substring(0, slash), text.substring(slash + 1));
  }

  /** Adds the answers to {@code node}, when anything is asked. */
  void answer(Decision decision, ObjectNode node) {
    if (!targets.isEmpty()) {
      ArrayNode answers = node.putArray(FIELD.name());
      targets.forEach(target -> answers.add(DecisionJson.whyNot(decision, target)));
    }
  }
}
