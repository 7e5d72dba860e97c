package dev.signalbox.gateway.config;

import dev.signalbox.gateway.config.schema.Key;
import dev.signalbox.gateway.config.schema.Kind;
import dev.signalbox.gateway.config.schema.Kinds;
import dev.signalbox.gateway.config.schema.Node;
import dev.signalbox.gateway.config.schema.Place;
import dev.signalbox.gateway.config.schema.Report;
import dev.signalbox.gateway.config.schema.Section;
import dev.signalbox.gateway.config.schema.Values;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The sections of the file, and the keys of the small ones. */
final class GatewayKeys {
  static final Key<Boolean> SCAN_ENABLED =
      Key.of("enabled", Kinds.flag(), false, "scan prompts before they leave");
  static final Key<Boolean> SCAN_CREDENTIALS =
      Key.of("scan_credentials", Kinds.flag(), true, "look for keys, tokens and passwords");
  static final Key<Boolean> REDACT_PII =
      Key.of(
          "redact_pii",
          Kinds.flag(),
          false,
          "black out mail addresses, telephone and social security numbers");
  static final Key<Boolean> COMPLIANCE_GATE =
      Key.of(
          "compliance_gate",
          Kinds.flag(),
          false,
          "refuse a request with a finding rather than log it");

  static final Section<SanitizationConfig> SANITIZATION_SECTION =
      Section.of(
          List.of(SCAN_ENABLED, SCAN_CREDENTIALS, REDACT_PII, COMPLIANCE_GATE),
          values ->
              new SanitizationConfig(
                  values.get(SCAN_ENABLED),
                  values.get(SCAN_CREDENTIALS),
                  values.get(REDACT_PII),
                  values.get(COMPLIANCE_GATE)));

  static final Key<Duration> RETENTION =
      Key.of(
          "retention_hours",
          Kinds.hours(0, 87_600),
          Duration.ofDays(30),
          "how long an answer of /v1/responses can be continued; 0 keeps none");
  static final Key<Integer> MAX_STORED =
      Key.of("max_stored", Kinds.whole(0, 10_000_000), 10_000, "answers kept; the oldest go first");
  static final Key<Long> MAX_BYTES =
      Key.of(
          "max_bytes", Kinds.wholeLong(0, 1L << 40), 256L << 20, "bytes kept; the oldest go first");

  static final Section<ResponsesConfig> RESPONSES_SECTION =
      Section.of(
          List.of(RETENTION, MAX_STORED, MAX_BYTES),
          values ->
              new ResponsesConfig(
                  values.get(RETENTION), values.get(MAX_STORED), values.get(MAX_BYTES)));

  static final Key<String> DIR =
      Key.of("dir", Kinds.line(4_096), "data", "folder that state is kept in");

  static final Section<DatabaseConfig> DATABASE_SECTION =
      new Section<>(
          List.of(DIR), List.of("url"), values -> Optional.of(new DatabaseConfig(values.get(DIR))));

  static final Key<ServerConfig> SERVER = group("server", ServerKeys.SECTION, "the listening side");
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
  static final Key<RoutingConfig> ROUTING =
      group("routing", RoutingKeys.SECTION, "rules for model names that are no alias");
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
      group("sanitization", SANITIZATION_SECTION, "scanning of prompts");
  static final Key<ResponsesConfig> RESPONSES =
      group("responses", RESPONSES_SECTION, "what is kept of /v1/responses");
  static final Key<MediaConfig> MEDIA =
      group("media", MediaKeys.SECTION, "fetching of files that clients give by address");
  static final Key<DatabaseConfig> DATABASE =
      group("database", DATABASE_SECTION, "where state is kept");

  static final Section<GatewayConfig> SECTION =
      new Section<>(
          List.of(
              SERVER,
              PROVIDERS,
              MODELS,
              ROUTING,
              APPS,
              KEY_MAP,
              SANITIZATION,
              RESPONSES,
              MEDIA,
              DATABASE),
          List.of(
              "profiles",
              "rules",
              "limits",
              "budgets",
              "analytics",
              "cluster",
              "portal",
              "metrics",
              "tracing",
              "assertions"),
          values -> Optional.of(make(values)));

  private GatewayKeys() {}

  private static GatewayConfig make(Values values) {
    return new GatewayConfig(
        values.get(SERVER),
        values.get(PROVIDERS),
        values.get(MODELS),
        values.get(ROUTING),
        values.get(APPS),
        List.copyOf(values.get(KEY_MAP).values()),
        values.get(SANITIZATION),
        values.get(RESPONSES),
        values.get(MEDIA),
        values.get(DATABASE));
  }

  /** A section whose default is what its keys' defaults make. */
  private static <T> Key<T> group(String name, Section<T> section, String doc) {
    Node.Table empty = new Node.Table(Map.of(), new Place("defaults", 0, name));
    T defaults = section.read("", empty, new Report()).orElseThrow();
    return Key.of(name, new Kind.Group<>(section), defaults, doc);
  }
}
