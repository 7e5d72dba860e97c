package dev.signalbox.gateway.tracing;

import dev.signalbox.gateway.reach.AddressRefused;
import dev.signalbox.gateway.reach.HostResolver;
import dev.signalbox.gateway.reach.WebAddress;
import io.vertx.core.Future;
import io.vertx.core.net.SocketAddress;
import java.net.URI;

/**
 * Where a collector takes traces over HTTP.
 *
 * @param traces the whole address
 */
public record CollectorAddress(URI traces) {
  /** Where OTLP has traces below an endpoint. */
  private static final String PATH = "/v1/traces";

  /** Below {@code endpoint}, unless it is the address of traces already. */
  public static CollectorAddress below(URI endpoint) {
    String text = endpoint.toString();
    String base = text.endsWith("/") ? text.substring(0, text.length() - 1) : text;
    return new CollectorAddress(base.endsWith(PATH) ? URI.create(base) : URI.create(base + PATH));
  }

  /**
   * Looks its name up and checks every address found: this machine and inner networks may be
   * called, metadata services and the like not. Fails with an {@link AddressRefused}.
   */
  Future<SocketAddress> found(HostResolver resolver) {
    try {
      WebAddress address = WebAddress.of(traces);
      return address
          .checked(resolver, true)
          .map(found -> SocketAddress.inetSocketAddress(address.port(), found.getHostAddress()));
    } catch (AddressRefused e) {
      return Future.failedFuture(e);
    }
  }
}
