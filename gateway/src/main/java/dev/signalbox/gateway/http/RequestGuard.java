package dev.signalbox.gateway.http;

import io.vertx.core.MultiMap;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpVersion;
import io.vertx.core.net.HostAndPort;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Refuses requests that somebody between the client and us could read otherwise than we do, and
 * those whose {@code Host} is not one of ours: a web page that points a name of its own at this
 * machine (DNS rebinding) must not reach the gateway.
 */
final class RequestGuard {
  private static final List<CharSequence> FRAMING =
      List.of(HttpHeaders.TRANSFER_ENCODING, HttpHeaders.CONTENT_LENGTH, HttpHeaders.HOST);

  private final Set<String> allowed;

  /** A guard; no allowed hosts means all are. */
  RequestGuard(Set<String> allowed) {
    this.allowed = Set.copyOf(allowed);
  }

  /** Whether {@code request} has one meaning: one host, which its address names too if any. */
  boolean isClear(HttpServerRequest request) {
    MultiMap headers = request.headers();
    if (headers.contains("")) {
      return false;
    }
    for (CharSequence name : FRAMING) {
      if (isFolded(headers.get(name))) {
        return false;
      }
    }
    List<String> hosts = headers.getAll(HttpHeaders.HOST);
    return switch (hosts.size()) {
      case 0 -> request.version() == HttpVersion.HTTP_1_0 && request.uri().startsWith("/");
      case 1 -> isName(request.authority()) && isOfItsHost(request.uri(), hosts.getFirst());
      default -> false;
    };
  }

  /** Whether the host of {@code request} is one of ours. */
  boolean admits(HttpServerRequest request) {
    if (allowed.isEmpty()) {
      return true;
    }
    HostAndPort authority = request.authority();
    return authority != null && allowed.contains(authority.host().toLowerCase(Locale.ROOT));
  }

  private static boolean isName(@Nullable HostAndPort authority) {
    return authority != null && !authority.host().isEmpty();
  }

  /** A line that goes on in the next is joined by a space, which no value begins or ends with. */
  private static boolean isFolded(@Nullable String value) {
    return value != null && !value.equals(value.strip());
  }

  /**
   * <a href="https://www.rfc-editor.org/rfc/rfc9112#section-3.2">RFC 9112, 3.2</a>: an address is a
   * path, as a rule, but may be whole.
   */
  private static boolean isOfItsHost(String address, String host) {
    if (address.startsWith("/") || address.equals("*")) {
      return true;
    }
    int start = address.indexOf("://");
    if (start < 0) {
      return address.equalsIgnoreCase(host); // CONNECT
    }
    String rest = address.substring(start + 3);
    int end = 0;
    while (end < rest.length() && "/?#".indexOf(rest.charAt(end)) < 0) {
      end++;
    }
    return rest.substring(0, end).equalsIgnoreCase(host);
  }
}
