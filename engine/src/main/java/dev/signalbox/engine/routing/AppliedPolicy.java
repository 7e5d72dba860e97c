package dev.signalbox.engine.routing;

import dev.signalbox.engine.policy.Profile;
import dev.signalbox.engine.policy.Rule;
import dev.signalbox.engine.policy.RuleMatch;
import dev.signalbox.engine.policy.Terms;
import dev.signalbox.engine.policy.Wishes;
import dev.signalbox.engine.state.Opinions;
import dev.signalbox.engine.state.Snapshot;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What applies to one question: its profile, and every rule it matches.
 *
 * @param topic what quality is judged by
 * @param clauses of the profile first, then of the rules in order
 * @param preferring those of the clauses that prefer or avoid something
 */
record AppliedPolicy(Profile profile, Topic topic, List<Clause> clauses, List<Clause> preferring) {

  /**
   * Wishes and conditions of one origin.
   *
   * @param by how reasons name it: {@code profile code}, {@code rule eu-only}
   * @param opinions what the wishes say of each deployment
   * @param conditional whether the terms ask for more than capabilities
   * @param preferred what it adds for those it prefers
   * @param avoided what it adds for those it avoids
   */
  record Clause(
      String by,
      Wishes wishes,
      Opinions opinions,
      Terms terms,
      boolean conditional,
      Score.Term preferred,
      Score.Term avoided) {
    /** Empty where nothing is wished and no condition made. */
    private static Optional<Clause> of(String by, Wishes wishes, Terms terms, Snapshot snapshot) {
      return wishes.isEmpty() && terms.equals(Terms.NONE)
          ? Optional.empty()
          : Optional.of(made(by, wishes, terms, snapshot));
    }

    private static Clause made(String by, Wishes wishes, Terms terms, Snapshot snapshot) {
      return new Clause(
          by,
          wishes,
          snapshot.opinions(wishes),
          terms,
          terms.bindDeployments(),
          new Score.Term("preferred by " + by, Wishes.PREFERENCE),
          new Score.Term("avoided by " + by, -Wishes.PREFERENCE));
    }

    private boolean prefers() {
      return !wishes.prefer().isEmpty() || !wishes.avoid().isEmpty();
    }
  }

  /**
   * What applies to {@code question}.
   *
   * @throws IllegalArgumentException if its profile is not in the snapshot
   */
  static AppliedPolicy of(Question question, Snapshot snapshot) {
    Profile profile = Topic.profileOf(question, snapshot);
    List<Clause> clauses = new ArrayList<>(2);
    Clause.of("profile " + profile.id(), profile.wishes(), profile.terms(), snapshot)
        .ifPresent(clauses::add);
    for (Rule rule : snapshot.policy().rules()) {
      if (matches(rule.match(), question.origin())) {
        Clause.of("rule " + rule.name(), rule.wishes(), rule.terms(), snapshot)
            .ifPresent(clauses::add);
      }
    }
    List<Clause> preferring = new ArrayList<>(clauses);
    preferring.removeIf(clause -> !clause.prefers());
    return new AppliedPolicy(profile, Topic.of(question.origin(), profile), clauses, preferring);
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
