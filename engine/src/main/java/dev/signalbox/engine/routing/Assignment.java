package dev.signalbox.engine.routing;

import dev.signalbox.engine.policy.Rule;
import dev.signalbox.engine.state.Snapshot;
import java.util.Optional;
import java.util.function.Function;

/**
 * The profile and task of a request: what it names itself, else what the first rule that matches it
 * and has one says, else the standard profile and no task. The task comes first, so that rules for
 * a task apply to requests that another rule gives that task.
 *
 * @param profile id of the profile
 * @param origin who asks, with the task
 */
public record Assignment(String profile, Question.Origin origin) {
  /**
   * What applies to a request.
   *
   * @param origin who asks; its task is empty text when the request names none
   * @param profile the profile that the request names
   */
  public static Assignment of(
      Snapshot.Policy policy, Question.Origin origin, Optional<String> profile) {
    Question.Origin placed =
        origin.task().isEmpty()
            ? first(policy, origin, Rule::task).map(origin::withTask).orElse(origin)
            : origin;
    return new Assignment(
        profile.or(() -> first(policy, placed, Rule::profile)).orElse(policy.standard()), placed);
  }

  private static Optional<String> first(
      Snapshot.Policy policy, Question.Origin origin, Function<Rule, Optional<String>> says) {
    for (Rule rule : policy.rules()) {
      Optional<String> said = says.apply(rule);
      if (said.isPresent() && AppliedPolicy.matches(rule.match(), origin)) {
        return said;
      }
    }
    return Optional.empty();
  }
}
