package dev.signalbox.gateway.wire.model;

import java.util.Optional;

/**
 * An API format: one that clients speak and providers may, or one of providers alone. The first are
 * closed over our doors, the others are whatever providers there are.
 */
public sealed interface ApiFormat permits Protocol, ApiFormat.OfProviders {
  /** The name used in records, answers and docs. */
  String id();

  /** A format that no client of ours speaks. */
  record OfProviders(String id) implements ApiFormat {}

  /** The format with this name. */
  static ApiFormat byId(String id) {
    Optional<ApiFormat> ofClients = Protocol.byId(id).map(ApiFormat.class::cast);
    return ofClients.orElseGet(() -> new OfProviders(id));
  }
}
