package dev.signalbox.engine.naming;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Naming rules of one mount point (an app) or of the whole gateway; a mount's own are tried first.
 *
 * @param rewrites in order, the first that matches counts
 * @param prefixProviders first path segment of a name to the provider id it stands for
 * @param prefixes name prefixes, the first that matches counts
 * @param fallback provider, or {@code provider/model}, for names nothing else knows
 */
public record MountNames(
    List<Rewrite> rewrites,
    Map<String, String> prefixProviders,
    List<PrefixRule> prefixes,
    Optional<String> fallback) {
  /** No rules of its own. */
  public static final MountNames NONE =
      new MountNames(List.of(), Map.of(), List.of(), Optional.empty());

  public MountNames {
    rewrites = List.copyOf(rewrites);
    prefixProviders = Map.copyOf(prefixProviders);
    prefixes = List.copyOf(prefixes);
  }
}
