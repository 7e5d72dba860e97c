package dev.signalbox.gateway.config;

import dev.signalbox.analytics.budget.Budget;
import dev.signalbox.engine.assertion.Assertion;
import dev.signalbox.engine.policy.Rule;
import dev.signalbox.gateway.config.schema.Key;
import dev.signalbox.gateway.config.schema.Kind;
import dev.signalbox.gateway.config.schema.Kinds;
import dev.signalbox.gateway.config.schema.Section;
import dev.signalbox.gateway.limit.Limit;
import dev.signalbox.gateway.protect.OverloadSettings;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The sections of the file, and the keys of the small ones. */
final class GatewayKeys {
  static final Key<Optional<ResponsesConfig.Keeping>> KEEPING =
      Key.optional(
              "keep_in",
              Kinds.choice(
                  CommonKinds.byId(ResponsesConfig.Keeping.values(), ResponsesConfig.Keeping::id)),
              "where answers of /v1/responses are kept: memory is that of each gateway, database is"
                  + " for all of them, sealed; without this key database where there is a"
                  + " database.url, else memory")
          .fixedAtStart();
  static final Key<Duration> RETENTION =
      Key.of(
              "retention_hours",
              Kinds.hours(0, 87_600),
              Duration.ofDays(30),
              "how long an answer of /v1/responses can be continued; 0 keeps none")
          .fixedAtStart();
  static final Key<Integer> MAX_STORED =
      Key.of("max_stored", Kinds.whole(0, 10_000_000), 10_000, "answers kept; the oldest go first")
          .fixedAtStart();
  static final Key<Long> MAX_BYTES =
      Key.of(
              "max_bytes",
              Kinds.wholeLong(0, 1L << 40),
              256L << 20,
              "bytes kept; the oldest go first")
          .fixedAtStart();

  static final Section<ResponsesConfig> RESPONSES_SECTION =
      Section.of(
          List.of(KEEPING, RETENTION, MAX_STORED, MAX_BYTES),
          values -> new ResponsesConfig(values.settings()));

  static final Key<Boolean> PIN =
      Key.of(
          "pin",
          Kinds.choice(pins()),
          false,
          "what a conversation with parts that only one provider can read does: prefer it, or go"
              + " nowhere else");
  static final Key<Duration> REMEMBER =
      Key.of(
          "remember_minutes",
          Kinds.minutes(0, 43_200),
          Duration.ofMinutes(30),
          "time a conversation is known after its last request; 0 knows none");
  static final Key<Integer> MAX_SESSIONS =
      Key.of(
          "max",
          Kinds.whole(0, 10_000_000),
          100_000,
          "conversations known at once; the oldest go first");
  static final Key<Duration> CACHED =
      Key.of(
          "cache_minutes",
          Kinds.minutes(0, 1_440),
          Duration.ofMinutes(5),
          "time after its last request for which a conversation is taken to be in its provider's"
              + " prompt cache; 0 is never");

  static final Section<SessionsConfig> SESSIONS_SECTION =
      Section.of(
          List.of(PIN, REMEMBER, MAX_SESSIONS, CACHED),
          values ->
              new SessionsConfig(
                  values.get(PIN),
                  values.get(REMEMBER),
                  values.get(MAX_SESSIONS),
                  values.get(CACHED)));

  static final Key<ServerConfig> SERVER =
      Key.group("server", ServerKeys.SECTION, "the listening side");
  static final Key<List<ProviderConfig>> PROVIDERS =
      Key.of(
          "providers",
          new Kind.Groups<>(ProviderKeys.SECTION, "id", CommonKinds.MOST_ENTRIES),
          List.of(),
          "where requests go");
  static final Key<Map<String, ModelAlias>> MODELS =
      Key.of(
          "models",
          new Kind.NamedGroups<>(CommonKinds.MODEL_NAMES, ModelKeys.SECTION),
          Map.of(),
          "model names of your own");
  static final Key<RoutingKeys.Routing> ROUTING =
      Key.group(
          "routing",
          RoutingKeys.SECTION,
          "rules for model names that are no alias, and how deployments are chosen");
  static final Key<Map<String, ProfileConfig>> PROFILES =
      Key.of(
          "profiles",
          new Kind.NamedGroups<>(ProfileKeys.IDS, ProfileKeys.SECTION),
          Map.of(),
          "what kinds of requests want of a model");
  static final Key<List<Rule>> RULES =
      Key.of(
          "rules",
          new Kind.Groups<>(RuleKeys.SECTION, "name", CommonKinds.MOST_ENTRIES),
          List.of(),
          "what some requests may use");
  static final Key<List<Assertion>> ASSERTIONS =
      Key.of(
          "assertions",
          new Kind.Groups<>(AssertionKeys.SECTION, "name", CommonKinds.MOST_ENTRIES),
          List.of(),
          "requests with the choice they must lead to; no configuration is used that breaks one");
  static final Key<SessionsConfig> SESSIONS =
      Key.group("sessions", SESSIONS_SECTION, "conversations that stay where they are");
  static final Key<List<AppConfig>> APPS =
      Key.of(
          "apps",
          new Kind.Groups<>(AppKeys.SECTION, "name", CommonKinds.MOST_ENTRIES),
          List.of(),
          "the same doors under a path of their own, with their own rules");
  static final Key<Map<String, KeyMapEntry>> KEY_MAP =
      Key.of(
          "key_map",
          new Kind.NamedGroups<>(KeyMapKeys.TOKENS, KeyMapKeys.SECTION),
          Map.of(),
          "callers' tokens with provider keys of their own");
  static final Key<SanitizationConfig> SANITIZATION =
      Key.group("sanitization", SanitizationKeys.SECTION, "scanning of prompts");
  static final Key<ResponsesConfig> RESPONSES =
      Key.group("responses", RESPONSES_SECTION, "what is kept of /v1/responses");
  static final Key<MediaConfig> MEDIA =
      Key.group("media", MediaKeys.SECTION, "fetching of files that clients give by address");
  static final Key<DatabaseConfig> DATABASE =
      Key.group("database", AnalyticsKeys.DATABASE_SECTION, "where state is kept");
  static final Key<AnalyticsConfig> ANALYTICS =
      Key.group("analytics", AnalyticsKeys.ANALYTICS_SECTION, "how what happens is stored");
  static final Key<AskConfig> ASK =
      Key.group("ask", AskKeys.SECTION, "questions over what is stored, in words and in SQL");

  static final Key<SignalsConfig> SIGNALS =
      Key.group(
          "signals", SignalsKeys.SECTION, "what is said and learnt of the quality of answers");

  static final Key<TrialConfig.Policy> TRIAL =
      Key.group("trial", TrialKeys.POLICY, "a second policy that is tried before it is applied");
  static final Key<Integer> SHADOW =
      Key.group("shadow", TrialKeys.SHADOW, "deciding by the policy on trial too");
  static final Key<TrialConfig.Canary> CANARY =
      Key.group("canary", TrialKeys.CANARY, "serving some requests by the policy on trial");

  static final Key<List<Budget>> BUDGETS =
      Key.of(
          "budgets",
          new Kind.Groups<>(BudgetKeys.SECTION, "name", CommonKinds.MOST_ENTRIES),
          List.of(),
          "what keys, projects and apps may spend");

  static final Key<List<Limit>> LIMITS =
      Key.of(
          "limits",
          new Kind.Groups<>(LimitKeys.SECTION, "name", CommonKinds.MOST_ENTRIES),
          List.of(),
          "how much keys, projects, sources, apps and models may take");

  static final Key<OverloadSettings> OVERLOAD =
      Key.group("overload", OverloadKeys.SECTION, "what is done when there is too much to do");

  static final Key<TracingConfig> TRACING =
      Key.group("tracing", TracingKeys.SECTION, "traces of requests, for OpenTelemetry");

  static final Key<AccessConfig> ACCESS =
      Key.group("access", AccessKeys.SECTION, "who may do what");
  static final Key<PortalConfig> PORTAL =
      Key.group("portal", PortalKeys.SECTION, "the pages for people");
  static final Key<MetricsConfig> METRICS =
      Key.group("metrics", MetricsKeys.SECTION, "figures for Prometheus");

  static final Key<ClusterConfig> CLUSTER =
      Key.group(
          "cluster", ClusterKeys.SECTION, "several processes that share a PostgreSQL database");

  static final Section<GatewayConfig> SECTION =
      new Section<>(
          List.of(
              SERVER,
              PROVIDERS,
              MODELS,
              ROUTING,
              PROFILES,
              RULES,
              ASSERTIONS,
              SESSIONS,
              Cards.KEY,
              APPS,
              KEY_MAP,
              SANITIZATION,
              RESPONSES,
              MEDIA,
              DATABASE,
              ANALYTICS,
              ASK,
              SIGNALS,
              TRIAL,
              SHADOW,
              CANARY,
              BUDGETS,
              LIMITS,
              OVERLOAD,
              TRACING,
              ACCESS,
              PORTAL,
              METRICS,
              CLUSTER),
          values ->
              Cards.read(values.get(Cards.KEY), values.report())
                  .map(
                      cards ->
                          new GatewayConfig(
                              values.settings(),
                              cards,
                              List.copyOf(values.get(KEY_MAP).values()),
                              List.of(),
                              Set.of())));

  private GatewayKeys() {}

  /** Whether a pin is hard, by its name in the file. */
  private static Map<String, Boolean> pins() {
    var pins = new LinkedHashMap<String, Boolean>();
    pins.put("soft", false);
    pins.put("hard", true);
    return pins;
  }
}
