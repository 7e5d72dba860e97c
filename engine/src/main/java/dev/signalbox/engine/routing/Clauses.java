package dev.signalbox.engine.routing;

import dev.signalbox.engine.catalog.Capability;
import dev.signalbox.engine.policy.Rule;
import dev.signalbox.engine.policy.Terms;
import dev.signalbox.engine.policy.Wishes;
import dev.signalbox.engine.state.Snapshot;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What a profile and the rules that apply with it ask for, the same for many questions.
 *
 * @param all of the profile first, then of the rules in order
 * @param capabilities that they need, each as often as it is said
 * @param pinning whether one of them pins
 */
record Clauses(Key key, List<Clause> all, List<Capability> capabilities, boolean pinning) {
  /**
   * Whose they are.
   *
   * @param profile its id
   * @param rules their places among those of the policy
   */
  record Key(String profile, List<Integer> rules) {
    Key {
      rules = List.copyOf(rules);
    }
  }

  /**
   * Wishes and conditions of one origin.
   *
   * @param by how reasons name it: {@code profile code}, {@code rule eu-only}
   * @param preferred what it adds for those it prefers
   * @param avoided what it adds for those it avoids
   */
  record Clause(String by, Wishes wishes, Terms terms, Score.Term preferred, Score.Term avoided) {
    /** Empty where nothing is wished and no condition made. */
    private static Optional<Clause> of(String by, Wishes wishes, Terms terms) {
      return wishes.isEmpty() && terms.equals(Terms.NONE)
          ? Optional.empty()
          : Optional.of(
              new Clause(
                  by,
                  wishes,
                  terms,
                  new Score.Term("preferred by " + by, Wishes.PREFERENCE),
                  new Score.Term("avoided by " + by, -Wishes.PREFERENCE)));
    }
  }

  /** Those of {@code key} in the policy of {@code snapshot}. */
  static Clauses of(Key key, Snapshot snapshot) {
    return snapshot.derived(Clauses.class, key, () -> made(key, snapshot.policy()));
  }

  private static Clauses made(Key key, Snapshot.Policy policy) {
    List<Clause> all = new ArrayList<>();
    Optional.ofNullable(policy.profiles().get(key.profile()))
        .flatMap(profile -> Clause.of("profile " + profile.id(), profile.wishes(), profile.terms()))
        .ifPresent(all::add);
    for (int place : key.rules()) {
      Rule rule = policy.rules().get(place);
      Clause.of("rule " + rule.name(), rule.wishes(), rule.terms()).ifPresent(all::add);
    }
    return new Clauses(
        key,
        List.copyOf(all),
        all.stream().flatMap(clause -> clause.terms().capabilities().stream()).toList(),
        all.stream().anyMatch(clause -> !clause.wishes().pin().isEmpty()));
  }
}
