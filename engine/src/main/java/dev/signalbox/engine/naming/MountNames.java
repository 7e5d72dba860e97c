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
 * @param closed whether nothing stands for anything but by its own rewrites
 */
public record MountNames(
    List<Rewrite> rewrites,
    Map<String, String> prefixProviders,
    List<PrefixRule> prefixes,
    Optional<String> fallback,
    boolean closed) {
  /** No rules of its own. */
  public static final MountNames NONE =
      new MountNames(List.of(), Map.of(), List.of(), Optional.empty());

  /** Rules that are tried before those of the whole gateway. */
  public MountNames(
      List<Rewrite> rewrites,
      Map<String, String> prefixProviders,
      List<PrefixRule> prefixes,
      Optional<String> fallback) {
    this(rewrites, prefixProviders, prefixes, fallback, false);
  }

  /** Nothing but these rewrites. */
  public static MountNames only(List<Rewrite> rewrites) {
    return new MountNames(rewrites, Map.of(), List.of(), Optional.empty(), true);
  }

  public MountNames {
    rewrites = List.copyOf(rewrites);
    prefixProviders = Map.copyOf(prefixProviders);
    prefixes = List.copyOf(prefixes);
  }
}
