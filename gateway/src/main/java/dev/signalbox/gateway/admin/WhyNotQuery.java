package dev.signalbox.gateway.admin;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.signalbox.engine.explain.DecisionJson;
import dev.signalbox.engine.naming.Target;
import dev.signalbox.engine.routing.Decision;
import dev.signalbox.gateway.wire.problem.Problem;
import java.util.ArrayList;
import java.util.List;

/** The query {@code why_not=provider/model}, which asks of a decision why it is not that model. */
final class WhyNotQuery {
  private static final String NAME = "why_not";
  private static final int MOST = 10;

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
    List<Target> targets = new ArrayList<>();
    for (String text : request.texts(NAME, MOST)) {
      int slash = text.indexOf('/');
      if (slash <= 0 || slash == text.length() - 1) {
        throw Problem.invalid(NAME, "`why_not` must be a `provider/model`").toException();
      }
      targets.add(new Target(text.substring(0, slash), text.substring(slash + 1)));
    }
    return new WhyNotQuery(targets);
  }

  /** Adds the answers to {@code node}, when anything is asked. */
  void answer(Decision decision, ObjectNode node) {
    if (!targets.isEmpty()) {
      ArrayNode answers = node.putArray(NAME);
      targets.forEach(target -> answers.add(DecisionJson.whyNot(decision, target)));
    }
  }
}
