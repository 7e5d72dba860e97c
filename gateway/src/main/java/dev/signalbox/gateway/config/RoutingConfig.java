package dev.signalbox.gateway.config;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Rules for model names that are no alias: {@code [routing]}, and the same within an app.
 *
 * @param fallback where a name goes that nothing else matches; absent: it is unknown
 * @param prefixes provider ids by the beginning of a model name; the longest match counts
 * @param rewrites other names for models, the first match counts
 */
public record RoutingConfig(
    Optional<Fallback> fallback, Map<String, String> prefixes, List<Rewrite> rewrites) {
  public RoutingConfig {
    prefixes = Collections.unmodifiableMap(new LinkedHashMap<>(prefixes));
    rewrites = List.copyOf(rewrites);
  }

  /**
   * Where unmatched names go.
   *
   * @param provider a configured provider's id
   * @param model the model asked for there; absent: the name as it came
   */
  public record Fallback(String provider, Optional<String> model) {}

  /** Which model names a rewrite is for. */
  public sealed interface Match {
    /** Exactly this name. */
    record Exact(String model) implements Match {}

    /** Every name that begins so. */
    record Prefix(String prefix) implements Match {}
  }

  /**
   * Serves a model name by another model.
   *
   * @param match which names
   * @param provider a configured provider's id
   * @param model the name that provider knows; absent: the name as it came
   * @param rewriteResponseModel whether answers and listings carry the name the client asked for
   */
  public record Rewrite(
      Match match, String provider, Optional<String> model, boolean rewriteResponseModel) {}
}
