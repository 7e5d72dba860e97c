package dev.signalbox.gateway.config;

import dev.signalbox.gateway.config.RoutingConfig.Fallback;
import dev.signalbox.gateway.config.RoutingConfig.Match;
import dev.signalbox.gateway.config.RoutingConfig.Rewrite;
import dev.signalbox.gateway.config.schema.Key;
import dev.signalbox.gateway.config.schema.Kind;
import dev.signalbox.gateway.config.schema.Kinds;
import dev.signalbox.gateway.config.schema.Section;
import dev.signalbox.gateway.config.schema.Values;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The keys of {@code [routing]}; an app has the same. */
final class RoutingKeys {
  /** The keys of one rewrite. */
  static final class RewriteKeys {
    static final Key<Optional<String>> MODEL_EXACT =
        Key.optional("model_exact", CommonKinds.MODEL_NAME, "the model name it is for");
    static final Key<Optional<String>> MODEL_PREFIX =
        Key.optional(
            "model_prefix",
            CommonKinds.MODEL_NAME,
            "what the model names it is for begin with; instead of model_exact");
    static final Key<String> PROVIDER =
        Key.required("provider", CommonKinds.PROVIDER_ID, "the provider that serves it");
    static final Key<Optional<String>> MODEL =
        Key.optional("model", CommonKinds.MODEL_NAME, "the model there; none: the name as it came");
    static final Key<Boolean> REWRITE_RESPONSE_MODEL =
        Key.of(
            "rewrite_response_model",
            Kinds.flag(),
            false,
            "let answers and model lists carry the name that was asked for");

    static final Section<Rewrite> SECTION =
        Section.checked(
            List.of(MODEL_EXACT, MODEL_PREFIX, PROVIDER, MODEL, REWRITE_RESPONSE_MODEL),
            RewriteKeys::make);

    private RewriteKeys() {}

    private static Optional<Rewrite> make(Values values) {
      Optional<Match> exact = values.get(MODEL_EXACT).map(Match.Exact::new);
      Optional<Match> prefix = values.get(MODEL_PREFIX).map(Match.Prefix::new);
      if (exact.isPresent() == prefix.isPresent()) {
        values
            .report()
            .wrong(
                values.place(exact.isPresent() ? MODEL_PREFIX : PROVIDER),
                "is in a rewrite that must have either `model_exact` or `model_prefix`");
        return Optional.empty();
      }
      return exact
          .or(() -> prefix)
          .map(
              match ->
                  new Rewrite(
                      match,
                      values.get(PROVIDER),
                      values.get(MODEL),
                      values.get(REWRITE_RESPONSE_MODEL)));
    }
  }

  static final Key<Optional<Fallback>> DEFAULT =
      Key.optional(
          "default",
          Kinds.text("`provider` or `provider/model`", RoutingKeys::fallback),
          "provider, or provider/model, for names that nothing else matches");
  static final Key<Map<String, String>> PREFIXES =
      Key.of(
          "prefixes",
          new Kind.Entries<>(CommonKinds.MODEL_NAMES, CommonKinds.PROVIDER_ID),
          Map.of(),
          "provider by the beginning of a model name; the longest match counts");
  static final Key<List<Rewrite>> REWRITES =
      Key.of(
          "rewrites",
          new Kind.Groups<>(RewriteKeys.SECTION, "", CommonKinds.MOST_ENTRIES),
          List.of(),
          "models served by other models; the first match counts");

  static final Section<RoutingConfig> SECTION =
      Section.of(List.of(DEFAULT, PREFIXES, REWRITES), values -> make(values, PREFIXES));

  private RoutingKeys() {}

  static RoutingConfig make(Values values, Key<Map<String, String>> prefixes) {
    return new RoutingConfig(values.get(DEFAULT), values.get(prefixes), values.get(REWRITES));
  }

  private static Optional<Fallback> fallback(String value) {
    int slash = value.indexOf('/');
    if (value.isEmpty() || slash == 0 || slash == value.length() - 1 || value.length() > 264) {
      return Optional.empty();
    }
    return Optional.of(
        slash < 0
            ? new Fallback(value, Optional.empty())
            : new Fallback(value.substring(0, slash), Optional.of(value.substring(slash + 1))));
  }
}
