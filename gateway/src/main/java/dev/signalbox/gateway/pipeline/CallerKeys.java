package dev.signalbox.gateway.pipeline;

import dev.signalbox.gateway.access.Caller;
import dev.signalbox.gateway.provider.Credential;
import dev.signalbox.gateway.provider.UpstreamSpec;
import java.util.Optional;

/** The provider keys that callers bring instead of the gateway's own. */
final class CallerKeys {
  private CallerKeys() {}

  /**
   * The caller's key for {@code provider}: by the provider's id, else by whose models it serves.
   */
  static Optional<Credential> keyFor(Caller caller, UpstreamSpec provider) {
    return Optional.ofNullable(caller.providerKeys().get(provider.id()))
        .or(() -> Optional.ofNullable(caller.providerKeys().get(provider.maker())))
        .map(value -> new Credential(caller.label() + "@" + provider.id(), value));
  }
}
