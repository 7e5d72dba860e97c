package dev.signalbox.gateway.config;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The address of a Redis server: {@code redis://user:password@host:port/database}, or {@code
 * rediss://} for an encrypted connection.
 *
 * @param host of an IPv6 address without brackets
 * @param user empty text when the address has none
 * @param password absent when the address has none
 */
public record RedisUrl(
    String host,
    int port,
    boolean encrypted,
    int database,
    String user,
    Optional<Secret> password) {
  private static final int PORT = 6379;
  private static final Pattern PATH = Pattern.compile("/?|/(\\d{1,3})");

  /** Reads an address; empty when it is none of a Redis server. */
  public static Optional<RedisUrl> parse(String text) {
    try {
      URI uri = new URI(text);
      boolean encrypted = "rediss".equalsIgnoreCase(uri.getScheme());
      boolean complete =
          (encrypted || "redis".equalsIgnoreCase(uri.getScheme()))
              && uri.getHost() != null
              && uri.getRawQuery() == null
              && PATH.matcher(uri.getRawPath()).matches();
      return complete ? Optional.of(of(uri, encrypted)) : Optional.empty();
    } catch (URISyntaxException e) {
      return Optional.empty();
    }
  }

  private static RedisUrl of(URI uri, boolean encrypted) {
    UserInfo login = UserInfo.of(uri);
    String path = uri.getRawPath();
    return new RedisUrl(
        uri.getHost().replace("[", "").replace("]", ""),
        uri.getPort() < 0 ? PORT : uri.getPort(),
        encrypted,
        path.length() > 1 ? Integer.parseInt(path.substring(1)) : 0,
        login.user(),
        login.password());
  }
}
