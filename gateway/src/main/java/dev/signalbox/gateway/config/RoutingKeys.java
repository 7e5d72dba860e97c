package dev.signalbox.gateway.config;

import dev.signalbox.engine.policy.Profile;
import dev.signalbox.gateway.config.RoutingConfig.Fallback;
import dev.signalbox.gateway.config.RoutingConfig.Match;
import dev.signalbox.gateway.config.RoutingConfig.Rewrite;
import dev.signalbox.gateway.config.schema.Key;
import dev.signalbox.gateway.config.schema.Kind;
import dev.signalbox.gateway.config.schema.Kinds;
import dev.signalbox.gateway.config.schema.Section;
import dev.signalbox.gateway.config.schema.Values;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The keys of {@code [routing]}; an app has those about names. */
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

  /** The keys of {@code [routing.retry]}. */
  static final class RetryKeys {
    static final Key<Integer> BUDGET_PERCENT =
        Key.of(
            "budget_percent",
            Kinds.whole(0, 100),
            20,
            "most attempts beyond the first, in percent of the requests");
    static final Key<Integer> FLOOR_PER_SECOND =
        Key.of(
            "floor_per_second",
            Kinds.whole(0, 100_000),
            10,
            "attempts beyond the first that are always allowed");
    static final Key<Duration> BACKOFF =
        Key.of(
            "backoff_ms",
            Kinds.millis(0, 60_000),
            Duration.ofMillis(100),
            "wait before the second attempt at the same provider; doubled each time");
    static final Key<Duration> MAX_BACKOFF =
        Key.of(
            "max_backoff_ms",
            Kinds.millis(0, 600_000),
            Duration.ofSeconds(2),
            "longest wait before an attempt");

    static final Section<SelectionConfig.Retry> SECTION =
        Section.checked(
            List.of(BUDGET_PERCENT, FLOOR_PER_SECOND, BACKOFF, MAX_BACKOFF), RetryKeys::make);

    private RetryKeys() {}

    private static Optional<SelectionConfig.Retry> make(Values values) {
      if (values.get(BACKOFF).compareTo(values.get(MAX_BACKOFF)) > 0) {
        values
            .report()
            .wrong(
                values.place(values.has(BACKOFF) ? BACKOFF : MAX_BACKOFF),
                "makes `backoff_ms` longer than `max_backoff_ms`");
        return Optional.empty();
      }
      return Optional.of(
          new SelectionConfig.Retry(
              values.get(BUDGET_PERCENT),
              values.get(FLOOR_PER_SECOND),
              values.get(BACKOFF),
              values.get(MAX_BACKOFF)));
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

  static final Key<String> PROFILE =
      Key.of(
          "profile",
          CommonKinds.PROFILE_ID,
          Profile.STANDARD,
          "profile of requests for which neither they nor a rule name one");
  static final Key<Map<String, List<String>>> FALLBACKS =
      Key.of(
          "fallbacks",
          new Kind.Entries<>(
              CommonKinds.MODEL_NAMES,
              new Kind.Many<>(CommonKinds.MODEL_NAME, CommonKinds.MOST_KEYS, true)),
          Map.of(),
          "names tried after the deployments of a model name, in order");
  static final Key<SelectionConfig.Retry> RETRY =
      Key.group("retry", RetryKeys.SECTION, "bounds on trying again");

  static final Section<Routing> SECTION =
      Section.of(
          List.of(DEFAULT, PREFIXES, PROFILE, FALLBACKS, RETRY, REWRITES),
          values ->
              new Routing(
                  make(values, PREFIXES),
                  new SelectionConfig(
                      values.get(PROFILE), values.get(FALLBACKS), values.get(RETRY))));

  /** What the section says about names, and about choosing. */
  record Routing(RoutingConfig names, SelectionConfig selection) {}

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
