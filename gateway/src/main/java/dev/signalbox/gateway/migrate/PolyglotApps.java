package dev.signalbox.gateway.migrate;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The apps of Polyglot, and the frontdoors of its older files, which have no name. */
final class PolyglotApps {
  private static final Map<String, String> PROTOCOLS =
      Map.of(
          "openai", "openai",
          "responses", "openai_responses",
          "openai-responses", "openai_responses",
          "anthropic", "anthropic",
          "gemini", "gemini");

  private final Draft draft;
  private final Findings findings;
  private final Map<String, String> idByName;
  private final Names names = new Names(Set.of());
  private final Set<String> prefixes = new HashSet<>();

  /**
   * Apps.
   *
   * @param idByName providers of ours by their names in the source
   */
  PolyglotApps(Sheet sheet, Map<String, String> idByName) {
    this.draft = sheet.draft();
    this.findings = sheet.findings();
    this.idByName = idByName;
  }

  /** The prefixes of all apps so far. */
  Set<String> prefixes() {
    return prefixes;
  }

  void app(Value value) {
    Value path = value.get("path").orElseThrow(() -> value.wrong("an app with a `path`"));
    String name = names.id(value.textOf("name").orElse(path.text().replaceAll("^/+", "")));
    Block block = draft.add(Part.APPS, "[[apps]]").from(value);
    String at = "of the app `%s`".formatted(name);
    block.put("name", name, value.of("name").toArray(Value[]::new));
    value.get("name").ifPresent(each -> findings.taken(each, "`name` " + at));
    path(path, block, at);
    value
        .get("frontdoor")
        .or(() -> value.get("type"))
        .ifPresent(door -> protocols(door, block, at));
    forced(value, block, at);
    value
        .get("model_routing")
        .ifPresent(
            routing -> {
              routing.get("prefix_providers").ifPresent(table -> prefixes(table, block, at));
              routing.get("fallback").ifPresent(fallback -> fallback(fallback, block, at));
              routing
                  .get("rewrites")
                  .ifPresent(list -> list.items().forEach(each -> rewrite(each, at)));
            });
    value.get("models").ifPresent(list -> list.items().forEach(each -> listed(each, at)));
  }

  private void path(Value path, Block block, String at) {
    String plain = path.text().replaceAll("^/+|/+$", "");
    String ours = "/" + plain.replace('/', '-');
    block.put("path", ours, path);
    if (plain.contains("/")) {
      findings.approximated(
          path, "`path = \"%s\"` %s".formatted(ours, at), "a path of ours has one part");
    } else {
      findings.taken(path, "`path` " + at);
    }
  }

  private void protocols(Value door, Block block, String at) {
    String ours = PROTOCOLS.get(door.text());
    if (ours == null) {
      findings.without(door, "the app speaks all APIs");
      return;
    }
    block.put("protocols", Json.texts(List.of(ours)), door);
    findings.taken(door, "`protocols` " + at);
  }

  /** A provider, or a model, that every request of an app goes to. */
  private void forced(Value value, Block block, String at) {
    Optional<Value> provider = value.get("provider");
    Optional<Value> model = value.get("default_model");
    if (provider.isEmpty()) {
      model.ifPresent(
          each ->
              findings.without(
                  each,
                  "write it as `default = \"provider/model\"` " + at + ", with its provider"));
      return;
    }
    String target = provider(provider.get()) + model.map(each -> "/" + each.text()).orElse("");
    block.put("default", target, provider.get());
    String how =
        "it counts for names that nothing else matches; names that other providers serve go to"
            + " these: a rewrite for each says otherwise";
    findings.approximated(provider.get(), "`default` " + at, how);
    model.ifPresent(each -> findings.approximated(each, "`default` " + at, how));
  }

  private void prefixes(Value table, Block block, String at) {
    ObjectNode ours = Json.object();
    table
        .entries()
        .forEach(
            (prefix, provider) -> {
              prefixes.add(prefix);
              ours.put(prefix, provider(provider));
              findings.taken(provider, "`prefix_providers` " + at);
            });
    if (!ours.isEmpty()) {
      block.put("prefix_providers", ours, table);
    }
  }

  private void fallback(Value fallback, Block block, String at) {
    Optional<Value> provider = fallback.get("provider");
    if (provider.isEmpty() || block.has("default")) {
      findings.without(fallback, "it needs a `provider`, and an app has one default");
      return;
    }
    String model = fallback.textOf("model").map(each -> "/" + each).orElse("");
    block.put("default", provider(provider.get()) + model, provider.get());
    for (Value each : fallback.of("provider", "model")) {
      findings.taken(each, "`default` " + at);
    }
  }

  private void rewrite(Value rewrite, String at) {
    Block block = draft.add(Part.APPS, "[[apps.rewrites]]").from(rewrite);
    String as = "of `apps.rewrites` " + at;
    rewrite.get("match").ifPresent(each -> take(each, "model_exact", block, as));
    take(rewrite, List.of("model_exact", "model_prefix"), block, as);
    Value provider =
        rewrite.get("provider").orElseThrow(() -> rewrite.wrong("a rewrite with `provider`"));
    block.put("provider", provider(provider), provider);
    findings.taken(provider, "`provider` " + as);
    take(rewrite, List.of("model"), block, as);
    rewrite
        .get("rewrite_response_model")
        .ifPresent(
            flag -> {
              block.put("rewrite_response_model", flag.flag(), flag);
              findings.taken(flag, "`rewrite_response_model` " + as);
            });
  }

  private void listed(Value model, String at) {
    Block block = draft.add(Part.APPS, "[[apps.models]]").from(model);
    String as = "of `apps.models` " + at;
    take(model, List.of("id", "object", "owned_by"), block, as);
    model
        .get("created")
        .ifPresent(each -> findings.without(each, "lists say when the gateway was started"));
  }

  private void take(Value from, List<String> keys, Block block, String as) {
    keys.forEach(key -> from.get(key).ifPresent(value -> take(value, key, block, as)));
  }

  private void take(Value value, String key, Block block, String as) {
    block.put(key, value.text(), value);
    findings.taken(value, "`%s` %s".formatted(key, as));
  }

  private String provider(Value name) {
    return idByName.getOrDefault(name.text(), name.text());
  }
}
