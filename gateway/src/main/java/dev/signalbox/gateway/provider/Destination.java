package dev.signalbox.gateway.provider;

import dev.signalbox.gateway.reach.AddressRefused;
import dev.signalbox.gateway.reach.HostResolver;
import dev.signalbox.gateway.reach.WebAddress;
import io.vertx.core.Future;
import io.vertx.core.http.RequestOptions;
import io.vertx.core.net.SocketAddress;
import java.net.InetAddress;
import java.net.URI;
import java.util.Optional;

/**
 * Where the calls to a provider go. Where its address is to be checked, its name is looked up for
 * each call, every address found is checked, and exactly the one that was checked is called.
 */
final class Destination {
  private final UpstreamSpec spec;
  private final HostResolver resolver;

  Destination(UpstreamSpec spec, HostResolver resolver) {
    this.spec = spec;
    this.resolver = resolver;
  }

  /** Whether calls may go there unchecked. */
  boolean isTaken() {
    return spec.transport().allowPrivate().isEmpty();
  }

  /** {@code options} with the address to call; fails with an {@link AddressRefused}. */
  Future<RequestOptions> aimed(RequestOptions options) {
    return address(placeOf(options))
        .map(address -> address.map(options::setServer).orElse(options));
  }

  /** Its own, unless the operation is at another host. */
  private URI placeOf(RequestOptions options) {
    String host = options.getHost();
    return host == null || host.equals(spec.endpoint().getHost())
        ? spec.endpoint()
        : URI.create(
            "%s://%s:%d"
                .formatted(
                    Boolean.TRUE.equals(options.isSsl()) ? "https" : "http",
                    host,
                    options.getPort()));
  }

  /** The address to call, empty for that of its name; fails with an {@link AddressRefused}. */
  Future<Optional<SocketAddress>> address() {
    return address(spec.endpoint());
  }

  private Future<Optional<SocketAddress>> address(URI place) {
    if (isTaken()) {
      return Future.succeededFuture(Optional.empty());
    }
    try {
      return WebAddress.of(place)
          .checked(resolver, spec.transport().allowPrivate().orElse(false))
          .map(address -> Optional.of(socket(place, address)));
    } catch (AddressRefused e) {
      return Future.failedFuture(e);
    }
  }

  private static SocketAddress socket(URI place, InetAddress address) {
    return SocketAddress.inetSocketAddress(Upstream.portOf(place), address.getHostAddress());
  }
}
