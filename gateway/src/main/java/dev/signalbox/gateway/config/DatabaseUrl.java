package dev.signalbox.gateway.config;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * The address of a PostgreSQL database, as {@code jdbc:postgresql://…} or in the form of other
 * tools, {@code postgres://user:password@host:port/database}.
 *
 * @param jdbc without user and password
 * @param user empty text when the address has none
 * @param password absent when the address has none
 */
public record DatabaseUrl(String jdbc, String user, Optional<Secret> password) {
  private static final String JDBC = "jdbc:";
  private static final Set<String> SCHEMES = Set.of("postgres", "postgresql");

  /** Reads an address; empty when it is none of a PostgreSQL database. */
  public static Optional<DatabaseUrl> parse(String text) {
    URI uri;
    try {
      uri = new URI(text.startsWith(JDBC) ? text.substring(JDBC.length()) : text);
    } catch (URISyntaxException e) {
      return Optional.empty();
    }
    boolean complete =
        uri.getScheme() != null
            && SCHEMES.contains(uri.getScheme().toLowerCase(Locale.ROOT))
            && uri.getHost() != null
            && uri.getPath() != null
            && uri.getPath().length() > 1;
    return complete ? Optional.of(of(uri)) : Optional.empty();
  }

  private static DatabaseUrl of(URI uri) {
    String port = uri.getPort() < 0 ? "" : ":" + uri.getPort();
    String query = uri.getRawQuery() == null ? "" : "?" + uri.getRawQuery();
    UserInfo login = UserInfo.of(uri);
    return new DatabaseUrl(
        "jdbc:postgresql://" + uri.getHost() + port + uri.getRawPath() + query,
        login.user(),
        login.password());
  }
}
