package dev.signalbox.gateway.provider;

import java.util.Map;
import java.util.Set;

/**
 * Which models one API of a provider serves, where its models have different ones.
 *
 * @param prefixes how the names of its models begin
 * @param declared models of which the configuration says whether they are its, whatever their name
 * @param inverted whether it serves exactly the others
 */
public record ModelScope(Set<String> prefixes, Map<String, Boolean> declared, boolean inverted) {
  /** All models. */
  public static final ModelScope ALL = new ModelScope(Set.of(""), Map.of());

  public ModelScope {
    prefixes = Set.copyOf(prefixes);
    declared = Map.copyOf(declared);
  }

  /** The models that are named so, or declared to be. */
  public ModelScope(Set<String> prefixes, Map<String, Boolean> declared) {
    this(prefixes, declared, false);
  }

  /** All other models. */
  public ModelScope others() {
    return new ModelScope(prefixes, declared, !inverted);
  }

  /** Whether {@code model} is served. */
  public boolean has(String model) {
    return inverted ^ declared.getOrDefault(model, isNamedSo(model));
  }

  private boolean isNamedSo(String model) {
    for (String prefix : prefixes) {
      if (model.startsWith(prefix)) {
        return true;
      }
    }
    return false;
  }
}
