package dev.signalbox.engine.naming;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Naming rules of one mount point (an app), tried before those of the whole gateway.
 *
 * @param rewrites in order, the first that matches counts
 * @param prefixProviders first path segment of a name to the provider id it stands for
 * @param fallback provider, or {@code provider/model}, for names nothing else knows
 */
public record MountNames(
    List<Rewrite> rewrites, Map<String, String> prefixProviders, Optional<String> fallback) {
  /** No rules of its own. */
  public static final MountNames NONE = new MountNames(List.of(), Map.of(), Optional.empty());

  public MountNames {
    rewrites = List.copyOf(rewrites);
    prefixProviders = Map.copyOf(prefixProviders);
  }
}
