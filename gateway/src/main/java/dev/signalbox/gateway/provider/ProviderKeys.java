package dev.signalbox.gateway.provider;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The configured providers with what all event loops share of them: which keys sit out. */
public final class ProviderKeys {
  private final List<UpstreamSpec> specs;
  private final Map<String, KeyRing> rings = new LinkedHashMap<>();

  /** The state of {@code specs}, nothing benched. */
  public ProviderKeys(List<UpstreamSpec> specs) {
    this.specs = List.copyOf(specs);
    specs.forEach(spec -> rings.put(spec.id(), new KeyRing(spec.keys())));
  }

  /**
   * The state of {@code specs} after that of {@code earlier}: a provider that still has the same
   * keys goes on with what is known of them.
   */
  public ProviderKeys(List<UpstreamSpec> specs, ProviderKeys earlier) {
    this(specs);
    for (UpstreamSpec spec : specs) {
      earlier.specs.stream()
          .filter(old -> old.id().equals(spec.id()) && old.keys().equals(spec.keys()))
          .forEach(old -> rings.put(spec.id(), earlier.ringOf(spec.id())));
    }
  }

  /** The providers, in config order. */
  public List<UpstreamSpec> specs() {
    return specs;
  }

  /** The keys of the provider {@code id}. */
  public Optional<KeyRing> find(String id) {
    return Optional.ofNullable(rings.get(id));
  }

  KeyRing ringOf(String id) {
    return find(id).orElseThrow(() -> new IllegalArgumentException("no provider " + id));
  }
}
