package dev.signalbox.gateway.pipeline;

import dev.signalbox.engine.naming.NameResolver;
import dev.signalbox.engine.naming.NameTable;
import dev.signalbox.engine.naming.ProviderNames;
import java.util.List;
import java.util.Map;

/**
 * The names that can be served right now: what is configured, and what local servers say they have.
 * Read by all event loops through one volatile reference.
 */
public final class LiveNames {
  private final NameTable configured;
  private volatile Names current;

  private record Names(NameTable table, NameResolver resolver) {}

  /** The names of {@code configured}, until {@link #heard} adds to them. */
  public LiveNames(NameTable configured) {
    this.configured = configured;
    this.current = new Names(configured, new NameResolver(configured));
  }

  /** The table as it is now. */
  public NameTable table() {
    return current.table();
  }

  /** The resolver as it is now. */
  public NameResolver resolver() {
    return current.resolver();
  }

  /** Takes what servers list, by provider id; declared models stay as they are declared. */
  public void heard(Map<String, List<String>> models) {
    List<ProviderNames> providers =
        configured.providers().stream()
            .map(
                provider ->
                    provider.models().isEmpty() && models.containsKey(provider.id())
                        ? new ProviderNames(
                            provider.id(),
                            provider.maker(),
                            models.getOrDefault(provider.id(), List.of()))
                        : provider)
            .toList();
    NameTable table =
        new NameTable(
            providers,
            configured.aliases(),
            configured.fallbacks(),
            configured.gateway(),
            configured.makers(),
            configured.catalog());
    current = new Names(table, new NameResolver(table));
  }
}
