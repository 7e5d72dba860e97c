package dev.signalbox.gateway.migrate;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** LiteLLM's {@code model_list}: deployments, of which those with the same name are one alias. */
final class LiteLlmModels {
  private static final String ANY = "*";

  private final Sheet sheet;
  private final Findings findings;
  private final LiteLlmAdvice advice;
  private final Map<String, Map<String, Value>> credentials;
  private final Map<String, LiteLlmAlias> aliases = new LinkedHashMap<>();
  private final Set<String> credentialsUsed = new HashSet<>();
  private final ObjectNode prefixes = Json.object();
  private final List<Value> prefixSources = new ArrayList<>();
  private LiteLlmProviders providers;

  /**
   * Models.
   *
   * @param advice for settings that nothing comes of
   * @param credentials values of the credential list by name
   */
  LiteLlmModels(Sheet sheet, LiteLlmAdvice advice, Map<String, Map<String, Value>> credentials) {
    this.sheet = sheet;
    this.advice = advice;
    this.findings = sheet.findings();
    this.credentials = new HashMap<>(credentials);
    this.providers = new LiteLlmProviders(sheet, new Names(Set.of()));
  }

  void read(Value list) {
    List<LiteLlmDeployment> deployments =
        list.items().stream().flatMap(entry -> deployment(entry).stream()).toList();
    providers = new LiteLlmProviders(sheet, new Names(avoided(deployments)));
    LiteLlmCards cards = new LiteLlmCards(sheet, providers);
    // Patterns first: what they match is named after their provider.
    Stream.concat(
            deployments.stream().filter(LiteLlmDeployment::isPattern),
            deployments.stream().filter(each -> !each.isPattern()))
        .forEach(
            each -> {
              String id = providers.of(each, wanted(each));
              if (each.isPattern()) {
                pattern(each, id);
              } else {
                aliases
                    .computeIfAbsent(each.name(), LiteLlmAlias::new)
                    .add(each, id + "/" + LiteLlmProviders.served(each));
                named(each);
              }
              cards.read(each, id);
              advice.giveOfModel(each.entry());
            });
  }

  private Optional<LiteLlmDeployment> deployment(Value entry) {
    Value name =
        entry.get("model_name").orElseThrow(() -> entry.wrong("a model with `model_name`"));
    Value params =
        entry.get("litellm_params").orElseThrow(() -> entry.wrong("a model with `litellm_params`"));
    Value model = params.get("model").orElseThrow(() -> params.wrong("a table with `model`"));
    Optional<LiteLlmVendor> vendor = vendor(params, model.text());
    if (vendor.isEmpty()) {
      findings.without(entry, LiteLlmAdvice.ofVendor(model.text()));
      return Optional.empty();
    }
    Map<String, Value> credential =
        params
            .textOf("litellm_credential_name")
            .map(each -> credentials.getOrDefault(each, Map.of()))
            .orElse(Map.of());
    params
        .get("litellm_credential_name")
        .filter(each -> credentials.containsKey(each.text()))
        .ifPresent(
            each -> {
              credentialsUsed.add(each.text());
              findings.taken(each, "the keys of the provider");
            });
    return Optional.of(
        new LiteLlmDeployment(
            entry,
            name.text(),
            vendor.get(),
            LiteLlmCloud.model(vendor.get(), upstream(model.text())),
            credential));
  }

  private static Optional<LiteLlmVendor> vendor(Value params, String model) {
    Optional<String> head = LiteLlmDeployment.head(model);
    return params
        .textOf("custom_llm_provider")
        .flatMap(LiteLlmVendor::named)
        .or(() -> head.flatMap(LiteLlmVendor::named))
        .or(() -> head.isEmpty() ? LiteLlmVendor.making(model) : Optional.empty());
  }

  /** The model without the service before it. */
  private static String upstream(String model) {
    Optional<String> head = LiteLlmDeployment.head(model);
    return head.flatMap(LiteLlmVendor::named).isPresent()
        ? model.substring(head.get().length() + 1)
        : model;
  }

  /** Names with a slash would mean a provider of ours that is called like their first part. */
  private static Set<String> avoided(List<LiteLlmDeployment> deployments) {
    Set<String> patterns =
        deployments.stream()
            .filter(LiteLlmDeployment::isPattern)
            .flatMap(each -> LiteLlmDeployment.head(each.name()).stream())
            .collect(Collectors.toSet());
    return deployments.stream()
        .filter(each -> !each.isPattern())
        .flatMap(each -> LiteLlmDeployment.head(each.name()).stream())
        .filter(head -> !patterns.contains(head))
        .collect(Collectors.toSet());
  }

  private static String wanted(LiteLlmDeployment deployment) {
    return Names.plain(
        deployment.isPattern()
            ? LiteLlmDeployment.head(deployment.name()).orElse(deployment.vendor().name())
            : deployment.vendor().name());
  }

  private void named(LiteLlmDeployment deployment) {
    Value entry = deployment.entry();
    boolean hidden = LiteLlmDeployment.head(deployment.name()).filter(providers::has).isPresent();
    entry.get("model_name").ifPresent(name -> tellName(name, deployment.name(), hidden));
    String as = "`targets` of `models.\"%s\"`".formatted(deployment.name());
    deployment.param("model").ifPresent(model -> findings.taken(model, as));
    deployment
        .param("custom_llm_provider")
        .ifPresent(each -> findings.taken(each, "the provider's type"));
    for (String key : List.of("weight", "order")) {
      deployment.param(key).ifPresent(each -> findings.taken(each, as));
    }
    deployment
        .info()
        .flatMap(info -> info.get("base_model"))
        .ifPresent(
            each -> {
              if (deployment.vendor().isAzure()) {
                findings.taken(each, "the model's name in `targets`");
              }
            });
  }

  private void tellName(Value name, String text, boolean hidden) {
    if (hidden) {
      findings.approximated(
          name,
          "a name of its provider",
          "a provider is called like its first part, so `%s` means that provider's model"
              .formatted(text));
    } else {
      findings.taken(name, "`models.\"%s\"`".formatted(text));
    }
  }

  /** A name with a star stands for all that a provider has, or for all that begin so. */
  private void pattern(LiteLlmDeployment deployment, String id) {
    String name = deployment.name();
    Value entry = deployment.entry();
    Block routing = sheet.draft().routing();
    boolean whole = deployment.model().equals(ANY);
    List<Value> told = new ArrayList<>(entry.of("model_name"));
    deployment.param("model").ifPresent(told::add);
    if (name.equals(ANY)) {
      if (!routing.has("default")) {
        routing.put("default", id, entry);
      }
      told.forEach(each -> findings.taken(each, "`routing.default`"));
    } else if (name.endsWith("/" + ANY)
        && Names.plain(name.substring(0, name.length() - 2)).equals(id)) {
      String as = "the provider `%s`: `%s/…` is its models".formatted(id, id);
      told.forEach(
          each -> {
            if (whole) {
              findings.taken(each, as);
            } else {
              findings.approximated(each, as, "all of them, not only `" + deployment.model() + "`");
            }
          });
    } else if (name.indexOf(ANY) == name.length() - 1 && !name.contains("/")) {
      prefixes.put(name.substring(0, name.length() - 1), id);
      prefixSources.add(entry);
      told.forEach(each -> prefix(each, name.equals(deployment.model())));
    } else {
      told.forEach(
          each ->
              findings.without(
                  each, "only a star at the end of a name, or behind a slash, has a counterpart"));
    }
  }

  private void prefix(Value told, boolean same) {
    if (same) {
      findings.taken(told, "`routing.prefixes`");
    } else {
      findings.approximated(told, "`routing.prefixes`", "the name goes out as it came");
    }
  }

  /** The targets of a name, in order; empty where there is none of that name. */
  List<String> targetsOf(String name) {
    LiteLlmAlias alias = aliases.get(name);
    if (alias != null) {
      return alias.references();
    }
    return LiteLlmDeployment.head(name).filter(providers::has).isPresent()
        ? List.of(name)
        : List.of();
  }

  /** The names of the credentials that some deployment has. */
  Set<String> credentialsUsed() {
    return credentialsUsed;
  }

  /** The names that clients may use. */
  Set<String> names() {
    return aliases.keySet();
  }

  /** Gives the targets of {@code of} another name; whether there are any. */
  boolean also(String name, String of) {
    LiteLlmAlias known = aliases.get(of);
    if (known == null || aliases.containsKey(name)) {
      return false;
    }
    aliases.put(name, known.named(name));
    return true;
  }

  /** Writes providers and aliases. */
  void write(Block standards) {
    providers.write(standards);
    aliases.values().forEach(alias -> alias.write(sheet.draft()));
    if (!prefixes.isEmpty()) {
      sheet.draft().routing().put("prefixes", prefixes, prefixSources.toArray(Value[]::new));
    }
  }
}
