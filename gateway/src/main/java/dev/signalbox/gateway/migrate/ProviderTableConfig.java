package dev.signalbox.gateway.migrate;

import dev.signalbox.gateway.config.TomlText;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/** The TOML of an LLM Gateway with tables: {@code [providers.NAME]} and {@code [models.NAME]}. */
final class ProviderTableConfig {
  private static final int PORT = 8080;
  private static final String VARIABLES = "LLM_GATEWAY__";
  private static final String METRICS = "`metrics.";
  private static final String GEMINI_PATH = "models/";

  private final Sheet sheet;
  private final Draft draft;
  private final Findings findings;
  private final Names ids = new Names(Set.of());
  private final Map<String, String> idByName = new LinkedHashMap<>();
  private final Map<String, Set<String>> models = new LinkedHashMap<>();

  ProviderTableConfig(Sheet sheet) {
    this.sheet = sheet;
    this.draft = sheet.draft();
    this.findings = sheet.findings();
  }

  void read() {
    Value root = sheet.root();
    root.get("providers").ifPresent(table -> table.entries().keySet().forEach(this::register));
    boolean locked = root.get("api_keys").map(this::keys).orElse(false);
    Optional<Value> server = root.get("server");
    Listening listening = new Listening(sheet);
    listening.port(server.flatMap(value -> value.get("port")), PORT);
    listening.host(server.flatMap(value -> value.get("host")), locked);
    server.ifPresent(this::logging);
    root.get("models").ifPresent(table -> table.entries().forEach(this::model));
    root.get("providers").ifPresent(table -> table.entries().forEach(this::provider));
    root.get("metrics").ifPresent(this::metrics);
    new OldVariables(sheet).read(VARIABLES);
  }

  private void register(String name) {
    idByName.put(name, ids.id(name));
  }

  private void logging(Value server) {
    server
        .get("log_level")
        .ifPresent(
            level ->
                findings.without(
                    level, "the environment says it: `SIGNALBOX_LOG=" + level.text() + "`"));
    server
        .get("log_format")
        .ifPresent(
            format ->
                findings.without(
                    format,
                    "the environment says it: `SIGNALBOX_LOG_FORMAT=" + format.text() + "`"));
  }

  /** Whether there is a key that opens the gateway. */
  private boolean keys(Value list) {
    boolean any = false;
    for (Value entry : list.items()) {
      Optional<Value> key = entry.get("key");
      if (key.isEmpty()) {
        findings.without(entry, "it has no `key`");
      } else if (entry.get("enabled").map(Value::flag).orElse(true)) {
        key(entry, key.get());
        any = true;
      } else {
        findings.without(entry, "the key is disabled, so it is left out");
      }
    }
    return any;
  }

  private void key(Value entry, Value key) {
    findings.literalSecret(key);
    Block block = draft.add(Part.KEY_MAP, "[key_map." + TomlText.key(key.text()) + "]").from(entry);
    findings.taken(key, "the name of a `key_map` entry");
    entry
        .get("name")
        .ifPresentOrElse(
            name -> {
              block.put("label", name.text(), name);
              findings.taken(name, "`label` of the `key_map` entry");
            },
            () -> block.put("label", "key of line " + entry.line()));
    entry
        .get("enabled")
        .ifPresent(enabled -> findings.taken(enabled, "the entry itself: it opens the gateway"));
  }

  private void model(String name, Value value) {
    Optional<Value> provider = value.get("provider");
    if (provider.isEmpty()) {
      // A dot in a name without quotes makes tables within each other.
      value.entries().forEach((rest, inner) -> nested(name + "." + rest, inner));
      return;
    }
    String id = idByName.get(provider.get().text());
    if (id == null || !isServed(provider.get().text())) {
      findings.without(value, "its provider is not among those that are taken over");
      return;
    }
    String upstream = value.textOf("api_model").orElse(name);
    String plain =
        upstream.startsWith(GEMINI_PATH) ? upstream.substring(GEMINI_PATH.length()) : upstream;
    models.computeIfAbsent(id, _ -> new LinkedHashSet<>()).add(plain);
    draft
        .add(Part.MODELS, "[models." + TomlText.quoted(name) + "]")
        .from(value)
        .put("targets", Json.texts(Set.of(id + "/" + plain)), provider.get());
    String as = "`targets` of `models.\"%s\"`".formatted(name);
    findings.taken(provider.get(), as);
    value.get("api_model").ifPresent(model -> findings.taken(model, as));
  }

  private void nested(String name, Value value) {
    if (value.isTable()) {
      model(name, value);
    }
  }

  /** Whether a provider of ours comes of the one called {@code name}. */
  private boolean isServed(String name) {
    return sheet
        .root()
        .get("providers")
        .flatMap(table -> table.get(name))
        .filter(Value::isTable)
        .filter(value -> typeOf(name).isPresent() || value.get("base_url").isPresent())
        .isPresent();
  }

  private static Optional<String> typeOf(String name) {
    return switch (name) {
      case "openai" -> Optional.of("openai");
      case "anthropic" -> Optional.of("anthropic");
      case "gemini", "google" -> Optional.of("google");
      default -> Optional.empty();
    };
  }

  private void provider(String name, Value value) {
    if (value.isList()) {
      findings.without(value, "a list of instances is not known; write `[[providers]]` for each");
      return;
    }
    if (!isServed(name)) {
      findings.without(
          value, "neither its name nor a `base_url` says how it is spoken to; docs/providers.md");
      return;
    }
    String id = idByName.getOrDefault(name, name);
    String path = "`providers.%s.".formatted(id);
    Block block = draft.add(Part.PROVIDERS, "[[providers]]").from(value);
    block.put("id", id).put("provider_type", typeOf(name).orElse("openai_chat"));
    copy(value, "enabled", path, enabled -> block.put("enabled", enabled.flag(), enabled));
    copy(
        value,
        "api_key",
        path,
        key -> block.put("api_key", Secrets.BRACES.secret(key, findings), key));
    value
        .get("base_url")
        .ifPresent(
            url -> {
              block.put("endpoint", Secrets.BRACES.ours(url.text()), url);
              findings.taken(url, path + "endpoint`");
            });
    Set<String> served = models.getOrDefault(id, Set.of());
    if (!served.isEmpty()) {
      block.put("models", Json.texts(served));
    }
    value
        .get("timeout_seconds")
        .ifPresent(
            seconds -> {
              Timing.bound(block, seconds);
              findings.taken(seconds, Timing.name(id));
            });
    value.get("api_version").ifPresent(version -> version(version, name));
  }

  private void copy(Value from, String key, String path, Consumer<Value> putting) {
    from.get(key)
        .ifPresent(
            value -> {
              putting.accept(value);
              findings.taken(value, path + key + "`");
            });
  }

  private void version(Value version, String provider) {
    if (provider.equals("anthropic")) {
      findings.approximated(
          version,
          "the header `anthropic-version`",
          "it is sent without a key, as the version that translation is made for, 2023-06-01");
    } else {
      findings.without(version, "the version is the end of `endpoint`");
    }
  }

  private void metrics(Value metrics) {
    Block block = draft.the(Part.METRICS, "[metrics]").from(metrics);
    copy(metrics, "enabled", METRICS, value -> block.put("enabled", value.flag(), value));
    copy(metrics, "endpoint", METRICS, value -> block.put("endpoint", value.text(), value));
    copy(
        metrics,
        "include_api_key_hash",
        METRICS,
        value -> block.put("include_api_key_hash", value.flag(), value));
    // They were for whoever asked, and Prometheus goes on asking without a key.
    block.put("role", "anybody");
  }
}
