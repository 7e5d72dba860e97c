package dev.signalbox.gateway.migrate;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The {@code config.yaml} of the Polyglot LLM Gateway: server, providers and routing. */
final class PolyglotConfig {
  private static final int PORT = 8080;
  private static final String VARIABLES = "POLY_";
  private static final Map<String, String> TYPES =
      Map.of(
          "openai", "openai",
          "anthropic", "anthropic",
          "gemini", "google",
          "google", "google",
          "openai-compatible", "openai_chat",
          "openai_compatible", "openai_chat");

  private final Sheet sheet;
  private final Draft draft;
  private final Findings findings;
  private final Names ids = new Names(Set.of());
  private final Map<String, String> idByName = new LinkedHashMap<>();

  PolyglotConfig(Sheet sheet) {
    this.sheet = sheet;
    this.draft = sheet.draft();
    this.findings = sheet.findings();
  }

  void read() {
    Value root = sheet.root();
    Listening listening = new Listening(sheet);
    Optional<Value> server = root.get("server");
    listening.port(server.flatMap(value -> value.get("port")), PORT);
    listening.host(server.flatMap(value -> value.get("host")), false);
    root.get("providers").ifPresent(list -> list.items().forEach(this::provider));
    for (String name : List.of("openai", "anthropic")) {
      root.get(name).ifPresent(value -> keyOnly(name, value));
    }
    PolyglotApps apps = new PolyglotApps(sheet, idByName);
    root.get("apps").ifPresent(list -> list.items().forEach(apps::app));
    root.get("frontdoors").ifPresent(list -> list.items().forEach(apps::app));
    root.get("routing").ifPresent(routing -> routing(routing, apps.prefixes()));
    root.get("storage")
        .ifPresent(
            storage ->
                findings.without(
                    storage, "state is kept in `[database] dir`, `data` when it is left out"));
    root.get("tenants").ifPresent(this::tenants);
    new OldVariables(sheet).read(VARIABLES);
  }

  private void tenants(Value tenants) {
    findings.without(
        tenants,
        "of a key only a hash is there, which opens nothing: make one for each with"
            + " `signalbox keys create`, which may name a project, models and providers");
  }

  private void provider(Value value) {
    String name = value.textOf("name").or(() -> value.textOf("type")).orElse("provider");
    String type = value.textOf("type").orElse(name);
    Optional<String> ours =
        Optional.ofNullable(TYPES.get(type))
            .or(() -> value.get("base_url").map(_ -> "openai_chat"));
    if (ours.isEmpty()) {
      findings.without(value, "the type is not known; docs/providers.md has those there are");
      return;
    }
    String id = ids.id(name);
    idByName.put(name, id);
    String path = "`providers.%s.".formatted(id);
    Block block = draft.add(Part.PROVIDERS, "[[providers]]").from(value);
    block.put("id", id, value.of("name").toArray(Value[]::new));
    block.put("provider_type", ours.get(), value.of("type").toArray(Value[]::new));
    value.get("name").ifPresent(each -> findings.taken(each, path + "id`"));
    value.get("type").ifPresent(each -> findings.taken(each, path + "provider_type`"));
    apiKey(value, block, path);
    value
        .get("base_url")
        .ifPresent(
            url -> {
              block.put("endpoint", Secrets.BRACES.ours(url.text()), url);
              findings.taken(url, path + "endpoint`");
            });
    value.get("supports_responses").ifPresent(flag -> responses(flag, path));
  }

  private void responses(Value flag, String path) {
    if (flag.flag()) {
      findings.approximated(
          flag,
          path + "provider_type`",
          "clients of Responses are translated to Chat; where all models speak Responses,"
              + " `openai_responses` is the type");
    } else {
      findings.taken(flag, path + "provider_type`");
    }
  }

  private void apiKey(Value value, Block block, String path) {
    value
        .get("api_key")
        .ifPresent(
            key -> {
              block.put("api_key", Secrets.BRACES.secret(key, findings), key);
              findings.taken(key, path + "api_key`");
            });
  }

  /** A section of older files: {@code openai.api_key}. */
  private void keyOnly(String name, Value value) {
    if (value.get("api_key").isEmpty() || idByName.containsKey(name)) {
      return;
    }
    String id = ids.id(name);
    idByName.put(name, id);
    Block block = draft.add(Part.PROVIDERS, "[[providers]]").from(value);
    block.put("id", id).put("provider_type", name);
    apiKey(value, block, "`providers.%s.".formatted(id));
  }

  private void routing(Value routing, Set<String> prefixes) {
    routing
        .get("default_provider")
        .ifPresent(
            name -> {
              draft.routing().put("default", idOf(name), name);
              findings.taken(name, "`routing.default`");
            });
    List<Value> rules = routing.get("rules").map(Value::items).orElse(List.of());
    List<Value> byPrefix = new ArrayList<>();
    for (Value rule : rules) {
      Optional<Value> prefix = rule.get("model_prefix");
      boolean clashes =
          prefix.isPresent()
              && prefixes.stream().anyMatch(each -> each.startsWith(prefix.get().text()));
      if (clashes) {
        byPrefix.add(rule);
      } else {
        rewrite(rule);
      }
    }
    if (!byPrefix.isEmpty()) {
      prefixes(byPrefix);
    }
  }

  /** First match counts there and here, before everything else that a name can mean. */
  private void rewrite(Value rule) {
    Block block = draft.add(Part.REWRITES, "[[routing.rewrites]]").from(rule);
    for (String key : List.of("model_exact", "model_prefix")) {
      rule.get(key)
          .ifPresent(
              each -> {
                block.put(key, each.text(), each);
                findings.taken(each, "`%s` of `routing.rewrites`".formatted(key));
              });
    }
    Value provider = rule.get("provider").orElseThrow(() -> rule.wrong("a rule with `provider`"));
    block.put("provider", idOf(provider), provider);
    findings.taken(provider, "`provider` of `routing.rewrites`");
  }

  /** Rules that would take names with a prefix of an app for their own. */
  private void prefixes(List<Value> rules) {
    ObjectNode table = Json.object();
    for (Value rule : rules) {
      Value provider = rule.get("provider").orElseThrow(() -> rule.wrong("a rule with `provider`"));
      table.put(rule.textOf("model_prefix").orElse(""), idOf(provider));
      findings.approximated(
          rule,
          "`routing.prefixes`",
          "the longest match counts, after names of the catalog; as a rewrite it would take names"
              + " such as `openai/gpt-4o` of an app");
    }
    draft.routing().put("prefixes", table, rules.toArray(Value[]::new));
  }

  /** The id of the provider that {@code name} names; itself where there is none, for the check. */
  private String idOf(Value name) {
    return idByName.getOrDefault(name.text(), name.text());
  }
}
