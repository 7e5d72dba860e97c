package dev.signalbox.engine.naming;

import java.util.Optional;

/**
 * Sends a name, or every name with a prefix, to another model.
 *
 * @param pattern the name or prefix
 * @param prefix whether {@code pattern} is a prefix
 * @param provider the provider's id in the config
 * @param model the name that provider knows; absent: the name as it came
 * @param reportAlias whether answers name the model as the client did
 */
public record Rewrite(
    String pattern, boolean prefix, String provider, Optional<String> model, boolean reportAlias) {
  /** Whether it applies to {@code name}. */
  public boolean matches(String name) {
    return prefix ? name.startsWith(pattern) : name.equals(pattern);
  }

  /** Where {@code name} goes. */
  public Target targetOf(String name) {
    return new Target(provider, model.orElse(name));
  }
}
