package dev.signalbox.gateway.config;

import dev.signalbox.engine.assertion.Assertion;
import dev.signalbox.engine.policy.Rule;
import java.util.List;

/**
 * What the operator wants of routing, beside model names.
 *
 * @param profiles those of the file; they add to the built-in ones or replace them
 * @param rules in the order of the file
 * @param assertions what must be decided, in the order of the file
 */
public record PolicyConfig(
    List<ProfileConfig> profiles,
    List<Rule> rules,
    List<Assertion> assertions,
    SelectionConfig selection,
    SessionsConfig sessions) {
  public PolicyConfig {
    profiles = List.copyOf(profiles);
    rules = List.copyOf(rules);
    assertions = List.copyOf(assertions);
  }
}
