package dev.signalbox.gateway.pipeline;

import dev.signalbox.gateway.access.Caller;
import dev.signalbox.gateway.provider.SentSecrets;
import dev.signalbox.gateway.provider.Upstream;
import dev.signalbox.gateway.provider.UpstreamSpec;
import dev.signalbox.gateway.provider.Upstreams;
import dev.signalbox.gateway.provider.auth.Credential;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** The provider keys that callers bring instead of the gateway's own. */
public final class CallerKeys {
  private CallerKeys() {}

  /**
   * The caller's key for {@code provider}: by the provider's id, else by whose models it serves.
   */
  public static Optional<Credential> keyFor(Caller caller, UpstreamSpec provider) {
    return Optional.ofNullable(caller.providerKeys().get(provider.id()))
        .or(() -> Optional.ofNullable(caller.providerKeys().get(provider.maker())))
        .map(value -> new Credential(caller.label() + "@" + provider.id(), value));
  }

  /** What {@code provider} is told for {@code caller} that nobody may read. */
  public static SentSecrets secrets(Caller caller, Upstream provider) {
    return provider.secrets().and(keyFor(caller, provider.spec()));
  }

  /** Ids of the providers that {@code caller} brings a key for. */
  public static Set<String> providers(Caller caller, Upstreams upstreams) {
    return caller.providerKeys().isEmpty()
        ? Set.of()
        : upstreams.all().stream()
            .map(Upstream::spec)
            .filter(spec -> keyFor(caller, spec).isPresent())
            .map(UpstreamSpec::id)
            .collect(Collectors.toSet());
  }
}
