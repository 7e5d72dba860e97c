package dev.signalbox.gateway.admin.provider;

import dev.signalbox.analytics.access.StoredKey;
import dev.signalbox.engine.policy.Permit;
import dev.signalbox.gateway.access.Allowance;
import dev.signalbox.gateway.access.KeyDesk;
import dev.signalbox.gateway.access.KeyLimits;
import dev.signalbox.gateway.access.KeyTerms;
import dev.signalbox.gateway.access.Role;
import dev.signalbox.gateway.access.StoredCallers;
import dev.signalbox.gateway.admin.access.AccessChange;
import dev.signalbox.gateway.admin.access.AccessParts;
import dev.signalbox.gateway.admin.frame.ControlRequest;
import dev.signalbox.gateway.config.VirtualGateway;
import io.vertx.core.Future;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * The tokens of virtual gateways: stored keys, found by their labels, that may use nothing but the
 * upstream of their gateway. What a key may take and spend is said as for every other key.
 */
final class GatewayTokens {
  private final AccessParts parts;
  private final AccessChange change;
  private final KeyDesk desk;

  GatewayTokens(AccessParts parts, AccessChange change) {
    this.parts = parts;
    this.change = change;
    this.desk = new KeyDesk(parts.state().store().keys(), parts.hash(), parts.vault());
  }

  /** The key of the gateway {@code id}, ended or not. */
  Optional<StoredKey> find(String id) {
    return parts.state().book().keys().stream()
        .filter(key -> key.label().equals(VirtualGateway.appOf(id)))
        .findFirst();
  }

  /**
   * The token of a gateway that has none yet.
   *
   * @param project that its requests count for; empty text: what they say
   */
  Future<String> first(String id, String project, ControlRequest request) {
    KeyDesk.Wanted wanted =
        new KeyDesk.Wanted(
            VirtualGateway.appOf(id), Role.CALLER, project, 0, termsOf(id), Map.of());
    return change
        .made(desk.create(wanted, request.by(), request.head().at()))
        .map(KeyDesk.Made::text);
  }

  /** A new token in the place of the old one, which opens nothing from now on. */
  Future<String> next(String id, ControlRequest request) {
    Optional<StoredKey> key = find(id).filter(known -> known.revokedMillis() == 0);
    return key.isEmpty()
        ? first(id, "", request)
        : change
            .made(desk.rotate(key.get().id(), Duration.ZERO, request.by(), request.head().at()))
            .map(KeyDesk.Made::text);
  }

  /** Has the requests of a gateway count for {@code project}. */
  Future<Void> move(String id, String project, ControlRequest request) {
    Optional<StoredKey> found = find(id);
    if (found.isEmpty()) {
      return Future.succeededFuture();
    }
    StoredKey key = found.get();
    return change.made(
        desk.change(
            key.id(),
            new KeyDesk.Changed(
                Role.CALLER, project, key.expiresMillis(), StoredCallers.termsOf(key), Map.of()),
            request.by()));
  }

  /** Takes the token of a gateway back for good. */
  Future<Void> end(String id, ControlRequest request) {
    return find(id)
        .map(key -> change.made(desk.revoke(key.id(), request.by(), request.head().at())))
        .orElseGet(Future::succeededFuture);
  }

  private static KeyTerms termsOf(String id) {
    return new KeyTerms(
        new Allowance(
            Permit.of(Stream.of(), Set.of(VirtualGateway.upstreamOf(id))), Set.of(), Set.of()),
        KeyLimits.NONE,
        List.of(),
        Optional.empty());
  }
}
