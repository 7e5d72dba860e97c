package dev.signalbox.engine.policy;

import java.util.Optional;

/**
 * A rule of the operator about some requests.
 *
 * @param name unique; reasons name the rule by it
 * @param wishes which deployments those requests may and should use
 * @param terms what must hold of the deployments those requests use
 * @param profile the profile of those requests, unless they name one
 * @param task the task of those requests, unless they name one
 */
public record Rule(
    String name,
    RuleMatch match,
    Wishes wishes,
    Terms terms,
    Optional<String> profile,
    Optional<String> task) {
  public Rule {
    if (name.isBlank()) {
      throw new IllegalArgumentException("a rule has a name");
    }
  }
}
