package dev.signalbox.engine.routing;

import dev.signalbox.engine.policy.Rule;
import dev.signalbox.engine.state.Snapshot;
import java.util.Optional;

/** Which profile the rules give to requests that name none. */
public final class RuleProfiles {
  private RuleProfiles() {}

  /** The profile of the first rule that matches {@code origin} and names one. */
  public static Optional<String> profileFor(Question.Origin origin, Snapshot snapshot) {
    for (Rule rule : snapshot.policy().rules()) {
      if (rule.profile().isPresent() && AppliedPolicy.matches(rule.match(), origin)) {
        return rule.profile();
      }
    }
    return Optional.empty();
  }
}
