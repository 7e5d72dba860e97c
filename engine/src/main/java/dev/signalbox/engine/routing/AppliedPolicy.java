package dev.signalbox.engine.routing;

import dev.signalbox.engine.policy.Profile;
import dev.signalbox.engine.policy.Rule;
import dev.signalbox.engine.policy.RuleMatch;
import dev.signalbox.engine.state.Snapshot;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * What applies to one question: its profile, and every rule it matches.
 *
 * @param topic what quality is judged by
 * @param clauses what the profile and the rules ask for
 */
record AppliedPolicy(Profile profile, Topic topic, Clauses clauses) {
  /**
   * What applies to {@code question}.
   *
   * @throws IllegalArgumentException if its profile is not in the snapshot
   */
  static AppliedPolicy of(Question question, Snapshot snapshot) {
    Profile profile = Topic.profileOf(question, snapshot);
    List<Rule> rules = snapshot.policy().rules();
    List<Integer> applying = new ArrayList<>(2);
    for (int i = 0; i < rules.size(); i++) {
      if (matches(rules.get(i).match(), question.origin())) {
        applying.add(i);
      }
    }
    return new AppliedPolicy(
        profile,
        Topic.of(question.origin(), profile),
        Clauses.of(new Clauses.Key(profile.id(), applying), snapshot));
  }

  /** Whether a rule for {@code match} is about requests of {@code origin}. */
  static boolean matches(RuleMatch match, Question.Origin origin) {
    return fits(match.keys(), origin.key())
        && fits(match.apps(), origin.app())
        && fits(match.projects(), origin.project())
        && fits(match.sources(), origin.source())
        && fits(match.tasks(), origin.task())
        && (match.classifications().isEmpty()
            || match.classifications().stream().anyMatch(origin.classifications()::contains));
  }

  private static boolean fits(Set<String> allowed, String value) {
    return allowed.isEmpty() || allowed.contains(value);
  }
}
