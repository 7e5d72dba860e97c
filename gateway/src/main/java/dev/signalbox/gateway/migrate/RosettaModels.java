package dev.signalbox.gateway.migrate;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.signalbox.gateway.config.TomlText;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The model names of LLM-Rosetta: each is a provider, or a table with one or several. */
final class RosettaModels {
  private static final String NO_PROVIDER =
      "its provider is none that is taken over, or is switched off";
  private static final Map<String, String> ADVICE =
      Map.of(
          "capabilities", "the catalog has what a model can do; `[[cards]]` say otherwise",
          "reasoning_override", "clients say how much a model thinks; docs/translation.md",
          "flatten_system", "how system prompts are carried over is in docs/translation.md",
          "url_template", "addresses are made of `endpoint`; give the model a provider of its own",
          "stream_url_template",
              "addresses are made of `endpoint`; give the model a provider of its own",
          "timeout", "times are for providers; give the model a provider of its own",
          "max_tool_description_length", "tools are carried over whole",
          "type", "embeddings and the like go by the model's name as well");

  private final Sheet sheet;
  private final Findings findings;
  private final Map<String, String> ids;
  private final Map<String, Set<String>> served = new LinkedHashMap<>();

  /**
   * Models.
   *
   * @param ids providers of ours by their names in the source
   */
  RosettaModels(Sheet sheet, Map<String, String> ids) {
    this.sheet = sheet;
    this.findings = sheet.findings();
    this.ids = ids;
  }

  /** The models that each provider serves, by its id. */
  Map<String, Set<String>> served() {
    return served;
  }

  void model(String name, Value value) {
    if (!value.isTable()) {
      single(name, value, value, name);
      return;
    }
    if (!value.get("enabled").map(Value::flag).orElse(true)) {
      findings.without(value, "the model is switched off, so it is left out");
      return;
    }
    ADVICE.forEach(
        (key, advice) -> value.get(key).ifPresent(each -> findings.without(each, advice)));
    String upstream = value.textOf("upstream_model").orElse(name);
    Optional<Value> provider = value.get("provider");
    if (provider.isPresent()) {
      single(name, value, provider.get(), upstream);
    } else {
      value
          .get("providers")
          .filter(Value::isList)
          .ifPresent(list -> several(name, value, list, upstream));
    }
    String as = as(name);
    value.get("enabled").ifPresent(each -> findings.taken(each, as + " itself"));
    value.get("upstream_model").ifPresent(each -> findings.taken(each, "`targets` of " + as));
  }

  private void single(String name, Value value, Value provider, String upstream) {
    String id = ids.get(provider.text());
    if (id == null) {
      findings.without(value, NO_PROVIDER);
      return;
    }
    block(name, value).put("targets", Json.texts(List.of(target(id, upstream))), provider);
    findings.taken(provider, "`targets` of " + as(name));
  }

  private void several(String name, Value value, Value list, String upstream) {
    ArrayNode targets = Json.list();
    for (Value item : list.items()) {
      String provider = item.isTable() ? item.textOf("name").orElse("") : item.text();
      String id = ids.get(provider);
      if (id == null) {
        findings.without(item, NO_PROVIDER);
        continue;
      }
      String model = item.isTable() ? item.textOf("upstream_model").orElse(upstream) : upstream;
      ObjectNode target = targets.addObject().put("model", target(id, model));
      target.put(
          "weight",
          item.isTable()
              ? item.get("weight").map(each -> each.number().longValue()).orElse(1L)
              : 1L);
      findings.taken(item, "`targets` of " + as(name));
    }
    // A list of names alone is one key of the source.
    findings.taken(list, "`targets` of " + as(name));
    if (!targets.isEmpty()) {
      block(name, value).put("targets", targets, list);
    }
    value.get("strategy").ifPresent(each -> strategy(each, name));
  }

  private void strategy(Value strategy, String name) {
    findings.approximated(
        strategy,
        "the weights of " + as(name),
        "each request draws a target by weight; the others are tried after a failure");
  }

  private String target(String id, String model) {
    served.computeIfAbsent(id, _ -> new LinkedHashSet<>()).add(model);
    return id + "/" + model;
  }

  private Block block(String name, Value value) {
    return sheet.draft().add(Part.MODELS, "[models." + TomlText.quoted(name) + "]").from(value);
  }

  private static String as(String name) {
    return "`models.\"%s\"`".formatted(name);
  }
}
