package dev.signalbox.gateway;

import dev.signalbox.engine.catalog.Catalog;
import dev.signalbox.engine.naming.MountNames;
import dev.signalbox.engine.naming.NameTable;
import dev.signalbox.engine.naming.PrefixRule;
import dev.signalbox.engine.naming.ProviderNames;
import dev.signalbox.engine.naming.Rewrite;
import dev.signalbox.engine.naming.WeightedTarget;
import dev.signalbox.gateway.access.Caller;
import dev.signalbox.gateway.access.KeyedHash;
import dev.signalbox.gateway.access.Role;
import dev.signalbox.gateway.config.GatewayConfig;
import dev.signalbox.gateway.config.KeyMapEntry;
import dev.signalbox.gateway.config.ModelAlias;
import dev.signalbox.gateway.config.RoutingConfig;
import dev.signalbox.gateway.config.Secret;
import dev.signalbox.gateway.provider.ProviderTypes;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** From the configuration to what names, paths and keys mean. */
final class NameWiring {
  private static final int SHOWN_HASH = 8;

  private NameWiring() {}

  static NameTable tableOf(GatewayConfig config, Catalog catalog) {
    Map<String, List<WeightedTarget>> aliases = new LinkedHashMap<>();
    config.models().values().forEach(alias -> aliases.put(alias.name(), targetsOf(alias)));
    return new NameTable(
        config.enabledProviders().stream()
            .map(
                provider ->
                    new ProviderNames(
                        provider.id(),
                        ProviderWiring.listsItsModels(provider)
                            ? ""
                            : ProviderWiring.makerOf(provider),
                        ProviderWiring.modelsOf(provider)))
            .toList(),
        aliases,
        config.policy().selection().fallbacks(),
        namesOf(config.routing()),
        ProviderTypes.namePrefixes(),
        catalog);
  }

  /**
   * Token to caller, of the configuration.
   *
   * @param hash names callers that have no label, each always the same
   */
  static Map<String, Caller> callersOf(GatewayConfig config, KeyedHash hash) {
    Map<String, Caller> callers = new HashMap<>();
    int number = 0;
    for (Secret key : config.server().apiKeys()) {
      number++;
      callers.put(key.value(), Caller.of("gateway#" + number, Role.ADMIN));
    }
    for (KeyMapEntry entry : config.keyMap()) {
      callers.put(
          entry.token().value(),
          Caller.of(labelOf(entry, hash), Role.CALLER)
              .with(entry.project(), providerKeysOf(entry)));
    }
    return callers;
  }

  private static String labelOf(KeyMapEntry entry, KeyedHash hash) {
    return entry.label().isEmpty()
        ? "key-" + hash.of(entry.token().value()).substring(0, SHOWN_HASH)
        : entry.label();
  }

  private static Map<String, String> providerKeysOf(KeyMapEntry entry) {
    Map<String, String> keys = new HashMap<>();
    entry.makerKeys().forEach((maker, key) -> keys.put(maker, key.value()));
    entry.providerKeys().forEach((provider, key) -> keys.put(provider, key.value()));
    return keys;
  }

  private static List<WeightedTarget> targetsOf(ModelAlias alias) {
    return alias.targets().stream()
        .map(
            target -> new WeightedTarget(target.provider() + "/" + target.model(), target.weight()))
        .toList();
  }

  static MountNames namesOf(RoutingConfig routing) {
    List<PrefixRule> prefixes = new ArrayList<>();
    routing
        .prefixes()
        .forEach((prefix, provider) -> prefixes.add(new PrefixRule(prefix, provider)));
    prefixes.sort(Comparator.comparingInt((PrefixRule rule) -> rule.prefix().length()).reversed());
    return new MountNames(
        routing.rewrites().stream().map(NameWiring::rewriteOf).toList(),
        routing.prefixes(),
        prefixes,
        routing
            .fallback()
            .map(
                fallback ->
                    fallback
                        .model()
                        .map(model -> fallback.provider() + "/" + model)
                        .orElse(fallback.provider())));
  }

  private static Rewrite rewriteOf(RoutingConfig.Rewrite rewrite) {
    return switch (rewrite.match()) {
      case RoutingConfig.Match.Exact(var name) ->
          new Rewrite(
              name, false, rewrite.provider(), rewrite.model(), rewrite.rewriteResponseModel());
      case RoutingConfig.Match.Prefix(var prefix) ->
          new Rewrite(
              prefix, true, rewrite.provider(), rewrite.model(), rewrite.rewriteResponseModel());
    };
  }
}
