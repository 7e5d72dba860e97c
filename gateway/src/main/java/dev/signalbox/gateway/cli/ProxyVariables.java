package dev.signalbox.gateway.cli;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * The environment's proxy variables, which many programs obey and this one does not: where prompts
 * and keys go is said in the configuration only.
 */
final class ProxyVariables {
  private static final List<String> NAMES =
      List.of("http_proxy", "https_proxy", "all_proxy", "no_proxy");

  private ProxyVariables() {}

  /** A sentence when any is set; never with its value, which may hold a password. */
  static Optional<String> warning(Map<String, String> environment) {
    List<String> set =
        environment.entrySet().stream()
            .filter(each -> NAMES.contains(each.getKey().toLowerCase(Locale.ROOT)))
            .filter(each -> !each.getValue().isBlank())
            .map(each -> "`" + each.getKey() + "`")
            .sorted()
            .toList();
    return set.isEmpty()
        ? Optional.empty()
        : Optional.of(
            "the environment's "
                + String.join(", ", set)
                + (set.size() == 1 ? " is" : " are")
                + " ignored: only `proxy` of a provider makes calls go through a proxy");
  }
}
