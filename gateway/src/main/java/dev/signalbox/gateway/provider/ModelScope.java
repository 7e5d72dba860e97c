package dev.signalbox.gateway.provider;

import java.util.Map;
import java.util.Set;

/**
 * Which models one API of a provider serves, where its models have different ones.
 *
 * @param prefixes how the names of its models begin
 * @param declared models of which the configuration says whether they are its, whatever their name
 */
public record ModelScope(Set<String> prefixes, Map<String, Boolean> declared) {
  /** All models. */
  public static final ModelScope ALL = new ModelScope(Set.of(""), Map.of());

  public ModelScope {
    prefixes = Set.copyOf(prefixes);
    declared = Map.copyOf(declared);
  }

  /** Whether {@code model} is served. */
  public boolean has(String model) {
    Boolean said = declared.isEmpty() ? null : declared.get(model);
    return said == null ? isNamedSo(model) : said;
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
