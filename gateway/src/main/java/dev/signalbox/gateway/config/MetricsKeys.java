package dev.signalbox.gateway.config;

import dev.signalbox.gateway.config.schema.Key;
import dev.signalbox.gateway.config.schema.Kinds;
import dev.signalbox.gateway.config.schema.Section;
import java.util.List;
import java.util.Optional;

/** The keys of {@code [metrics]}. */
final class MetricsKeys {
  static final Key<Boolean> ENABLED =
      Key.of("enabled", Kinds.flag(), true, "count and measure what happens, and serve the figures")
          .fixedAtStart();
  static final Key<String> ENDPOINT =
      Key.of(
          "endpoint",
          Kinds.matching(
              "(?!/(v1|v1beta|health|ready|docs|openapi\\.json|gateway)(/|$))"
                  + "(/[A-Za-z0-9][A-Za-z0-9._-]{0,62}){1,4}",
              "a path such as `/metrics` that no path of our own begins like"),
          "/metrics",
          "where Prometheus finds them");
  static final Key<String> ROLE =
      Key.of(
          "role",
          Kinds.oneOf(List.of(MetricsConfig.ANYBODY, "viewer", "operator", "admin")),
          "viewer",
          "what whoever reads them has to be, once anybody needs a key at all");
  static final Key<Optional<Secret>> TOKEN =
      Key.optional(
          "token",
          CommonKinds.SECRET,
          "a bearer token that reads them and opens nothing else, for Prometheus");
  static final Key<Boolean> KEY_HASH =
      Key.of(
              "include_api_key_hash",
              Kinds.flag(),
              false,
              "tell keys apart by api_key_hash too, eight digits of their stored hash")
          .fixedAtStart();
  static final Key<Integer> LABEL_VALUES =
      Key.of(
              "label_values",
              Kinds.whole(1, 10_000),
              200,
              "values of a label such as model, project or api_key that are told apart; those that"
                  + " come later are `(other)`")
          .fixedAtStart();
  static final Key<Integer> MAX_SERIES =
      Key.of(
              "max_series",
              Kinds.whole(1_000, 1_000_000),
              10_000,
              "most lines of all that requests are counted and measured by; beyond them all labels"
                  + " are `(other)`")
          .fixedAtStart();

  static final Section<MetricsConfig> SECTION =
      Section.of(
          List.of(ENABLED, ENDPOINT, ROLE, TOKEN, KEY_HASH, LABEL_VALUES, MAX_SERIES),
          values -> new MetricsConfig(values.settings()));

  private MetricsKeys() {}
}
