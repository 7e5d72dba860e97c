package dev.signalbox.gateway.reach;

import io.vertx.core.Future;
import java.net.InetAddress;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * An address that may be called, taken apart once, so that what is checked is what is called.
 *
 * @param uri the address as it was written
 * @param host as the {@code Host} header and TLS name it
 * @param literal the IP address, when the host is one
 * @param target path and query
 */
public record WebAddress(
    URI uri, boolean tls, String host, int port, Optional<InetAddress> literal, String target) {
  private static final Pattern NAME =
      Pattern.compile("(?:[A-Za-z0-9_](?:[A-Za-z0-9_-]{0,62})\\.)*[A-Za-z0-9_-]{1,63}\\.?");
  private static final Pattern DOTTED =
      Pattern.compile("(?:(?:0|[1-9][0-9]{0,2})\\.){3}(?:0|[1-9][0-9]{0,2})");

  /** A last label that programs take for a number, as in {@code 0x7f.1} or {@code 2130706433}. */
  private static final Pattern NUMBER = Pattern.compile("(?:.*\\.)?(?:[0-9]+|0[xX][0-9A-Fa-f]*)");

  private static final int MAX_HOST = 253;
  private static final String NOT_PUBLIC = "its address is not one of the public internet";

  /**
   * Takes {@code url} apart.
   *
   * @throws AddressRefused when nothing may be called there, whatever its name leads to
   */
  public static WebAddress of(String url) {
    try {
      return of(new URI(url));
    } catch (URISyntaxException e) {
      throw new AddressRefused("it is not a valid address");
    }
  }

  /**
   * Takes {@code uri} apart.
   *
   * @throws AddressRefused when nothing may be called there, whatever its name leads to
   */
  public static WebAddress of(URI uri) {
    String scheme = uri.getScheme() == null ? "" : uri.getScheme().toLowerCase(Locale.ROOT);
    if (!scheme.equals("http") && !scheme.equals("https")) {
      throw new AddressRefused("only `http` and `https` addresses are called");
    }
    if (uri.getHost() == null || uri.getRawUserInfo() != null) {
      throw new AddressRefused("it is not a plain address of a host");
    }
    boolean tls = scheme.equals("https");
    int port = uri.getPort() >= 0 ? uri.getPort() : tls ? 443 : 80;
    if (port < 1 || port > 65_535) {
      throw new AddressRefused("its port is out of range");
    }
    String host = uri.getHost().toLowerCase(Locale.ROOT);
    return new WebAddress(uri, tls, host, port, literal(host), target(uri));
  }

  /**
   * Looks its name up and checks every address that it has.
   *
   * @param allowPrivate whether this machine and inner networks may be called
   * @return the address to call; fails with an {@link AddressRefused}
   */
  public Future<InetAddress> checked(HostResolver resolver, boolean allowPrivate) {
    return literal
        .map(address -> Future.succeededFuture(List.of(address)))
        .orElseGet(() -> resolver.resolve(host))
        .recover(
            _ -> Future.failedFuture(new AddressRefused("its host name could not be resolved")))
        .map(found -> checked(found, allowPrivate));
  }

  /** The first of {@code found}; refused when any of them must not be called. */
  private static InetAddress checked(List<InetAddress> found, boolean allowPrivate) {
    for (InetAddress address : found) {
      Reach reach = Reach.of(address);
      boolean allowed =
          switch (reach) {
            case PUBLIC -> true;
            case PRIVATE -> allowPrivate;
            case NEVER -> false;
          };
      if (!allowed) {
        throw new AddressRefused(NOT_PUBLIC, reach == Reach.PRIVATE);
      }
    }
    return found.stream().findFirst().orElseThrow(WebAddress::notPublic);
  }

  /** The IP address that {@code host} is; empty for a name. */
  private static Optional<InetAddress> literal(String host) {
    boolean bracketed = host.startsWith("[");
    String bare = bracketed ? host.substring(1, host.length() - 1) : withoutDot(host);
    if (bracketed || DOTTED.matcher(bare).matches()) {
      return Optional.of(parsed(bare));
    }
    if (host.length() > MAX_HOST
        || !NAME.matcher(host).matches()
        || NUMBER.matcher(bare).matches()) {
      throw notPublic();
    }
    return Optional.empty();
  }

  private static InetAddress parsed(String literal) {
    try {
      if (literal.indexOf('%') >= 0) { // a zone is a link of this machine
        throw notPublic();
      }
      return InetAddress.ofLiteral(literal);
    } catch (IllegalArgumentException e) {
      throw notPublic();
    }
  }

  private static String withoutDot(String host) {
    return host.endsWith(".") ? host.substring(0, host.length() - 1) : host;
  }

  private static String target(URI uri) {
    URI ascii = URI.create(uri.toASCIIString());
    String path =
        ascii.getRawPath() == null || ascii.getRawPath().isEmpty() ? "/" : ascii.getRawPath();
    return ascii.getRawQuery() == null ? path : path + "?" + ascii.getRawQuery();
  }

  private static AddressRefused notPublic() {
    return new AddressRefused(NOT_PUBLIC);
  }
}
