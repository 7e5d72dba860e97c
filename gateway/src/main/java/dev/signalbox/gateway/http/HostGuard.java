package dev.signalbox.gateway.http;

import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.net.HostAndPort;
import java.util.Locale;
import java.util.Set;

/**
 * Refuses requests whose {@code Host} is not one of ours: a web page that points a name of its own
 * at this machine (DNS rebinding) must not reach the gateway.
 */
final class HostGuard {
  private final Set<String> allowed;

  /** A guard; none allowed means all are. */
  HostGuard(Set<String> allowed) {
    this.allowed = Set.copyOf(allowed);
  }

  /** Whether {@code request} may come in. */
  boolean admits(HttpServerRequest request) {
    if (request.headers().getAll(HttpHeaders.HOST).size() > 1) {
      return false;
    }
    if (allowed.isEmpty()) {
      return true;
    }
    HostAndPort authority = request.authority();
    return authority != null && allowed.contains(authority.host().toLowerCase(Locale.ROOT));
  }
}
