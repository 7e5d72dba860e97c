package dev.signalbox.gateway.migrate;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The providers that come of LiteLLM's deployments: those with the same address, key, bounds and
 * times are one.
 */
final class LiteLlmProviders {
  private static final List<String> OWN_BOUNDS = List.of("rpm", "tpm", "max_parallel_requests");

  private final Sheet sheet;
  private final Names ids;
  private final LiteLlmConnection connections;
  private final Map<ObjectNode, Provider> providers = new LinkedHashMap<>();

  /** One provider while it grows. */
  private static final class Provider {
    private final String id;
    private final Block connection;
    private final Set<String> models = new LinkedHashSet<>();
    private final List<Value> sources = new ArrayList<>();
    private boolean open;

    Provider(String id, Block connection) {
      this.id = id;
      this.connection = connection;
    }
  }

  LiteLlmProviders(Sheet sheet, Names ids) {
    this.sheet = sheet;
    this.ids = ids;
    this.connections = new LiteLlmConnection(sheet);
  }

  /**
   * The id of the provider for {@code deployment}.
   *
   * @param wanted what it is called where that is free
   */
  String of(LiteLlmDeployment deployment, String wanted) {
    Block connection = connections.of(deployment);
    ObjectNode identity = Json.object();
    connection.entries().forEach((key, entry) -> identity.set(key, entry.value()));
    if (OWN_BOUNDS.stream().anyMatch(key -> deployment.param(key).isPresent())) {
      identity.put("bounded", deployment.name() + " " + deployment.model());
    }
    Provider provider =
        providers.computeIfAbsent(identity, _ -> new Provider(ids.id(wanted), connection));
    provider.sources.add(deployment.entry());
    if (deployment.isPattern()) {
      provider.open = true;
    } else {
      provider.models.add(served(deployment));
    }
    connections.tell(deployment, provider.id);
    return provider.id;
  }

  /**
   * The name of the model at its provider: on Azure that of the model, as a deployment may be
   * called anything.
   */
  static String served(LiteLlmDeployment deployment) {
    if (!deployment.vendor().isAzure()) {
      return deployment.model();
    }
    String base =
        deployment.info().flatMap(info -> info.textOf("base_model")).orElse(deployment.model());
    return base.substring(base.lastIndexOf('/') + 1);
  }

  /** Has cards of {@code maker} count for a provider whose type does not say whose do. */
  void makerOf(String id, String maker) {
    providers.values().stream()
        .filter(provider -> provider.id.equals(id))
        .forEach(provider -> provider.connection.put("maker", maker));
  }

  /** Whether there is a provider called {@code id}. */
  boolean has(String id) {
    return providers.values().stream().anyMatch(provider -> provider.id.equals(id));
  }

  /** Writes them all, each with what {@code standards} says and it does not. */
  void write(Block standards) {
    for (Provider provider : providers.values()) {
      Block block =
          sheet
              .draft()
              .add(Part.PROVIDERS, "[[providers]]")
              .from(provider.sources.toArray(Value[]::new))
              .put("id", provider.id);
      copy(provider.connection, block);
      if (!provider.open) {
        block.put("models", Json.texts(provider.models));
      }
      copy(standards, block);
    }
  }

  private static void copy(Block from, Block to) {
    from.entries()
        .forEach(
            (key, entry) -> {
              if (!to.has(key)) {
                to.entries().put(key, entry);
              }
            });
  }
}
