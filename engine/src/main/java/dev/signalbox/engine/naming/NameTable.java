package dev.signalbox.engine.naming;

import dev.signalbox.engine.catalog.Catalog;
import dev.signalbox.engine.catalog.Lifecycle;
import dev.signalbox.engine.catalog.ModelCard;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Everything that names can stand for at one moment.
 *
 * @param providers the enabled ones, in config order
 * @param aliases name to targets
 * @param fallbacks name to the names that are tried after its own deployments, in order
 * @param gateway rules of the whole gateway
 * @param makers how makers begin the names of their models: prefix to maker
 * @param catalog the cards
 */
public record NameTable(
    List<ProviderNames> providers,
    Map<String, List<WeightedTarget>> aliases,
    Map<String, List<String>> fallbacks,
    MountNames gateway,
    Map<String, String> makers,
    Catalog catalog) {
  public NameTable {
    providers = List.copyOf(providers);
    aliases = Map.copyOf(aliases);
    fallbacks = Map.copyOf(fallbacks);
    makers = Collections.unmodifiableMap(new LinkedHashMap<>(makers));
  }

  /** The provider with this id. */
  public Optional<ProviderNames> provider(String id) {
    return providers.stream().filter(provider -> provider.id().equals(id)).findFirst();
  }

  /** Every name that resolves by alias, by declaration or by the catalog, each once. */
  public Collection<String> names() {
    Set<String> names = new LinkedHashSet<>(aliases.keySet());
    providers.forEach(provider -> names.addAll(modelsOf(provider)));
    return names;
  }

  /**
   * The models of one provider: the ones it is known to serve, else its maker's cards without those
   * of retired models, which are still known by name.
   */
  public List<String> modelsOf(ProviderNames provider) {
    if (!provider.models().isEmpty()) {
      return provider.models();
    }
    List<String> models = new ArrayList<>();
    for (ModelCard card : catalog.cards()) {
      if (card.maker().equals(provider.maker())
          && card.lifecycle().stage() != Lifecycle.Stage.RETIRED) {
        models.add(card.upstreamId());
      }
    }
    return models;
  }
}
