package dev.signalbox.gateway.access;

import java.util.Map;
import java.util.Optional;

/**
 * Whoever sends a request, known by the key it came with.
 *
 * @param label name of the key in logs, records and pages; empty text when the gateway is open
 * @param project the project the key belongs to; empty when the request's {@code x-project} says
 * @param providerKeys provider id or kind to a key that is used there instead of the gateway's own
 * @param operator whether it may see what other callers did
 */
public record Caller(
    String label, Optional<String> project, Map<String, String> providerKeys, boolean operator) {
  /** Everyone, when the gateway asks for no key. */
  public static final Caller ANYONE = new Caller("", Optional.empty(), Map.of(), true);

  public Caller {
    providerKeys = Map.copyOf(providerKeys);
  }

  /** Without the keys. */
  @Override
  public String toString() {
    return "Caller[" + label + "]";
  }
}
