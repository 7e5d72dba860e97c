package dev.signalbox.gateway.config;

import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * An OpenID Connect provider that people log in with: {@code [access.oidc]}.
 *
 * @param issuer its address, below which its metadata are
 * @param redirect where it sends people back to
 * @param nameClaim which claim names a person
 * @param roleClaim which claim has groups or roles; a path with dots
 * @param roles of groups or roles of that claim
 * @param role of those for whom that says nothing; empty: they may not come in
 */
public record OidcConfig(
    URI issuer,
    String clientId,
    Optional<Secret> clientSecret,
    URI redirect,
    List<String> scopes,
    String nameClaim,
    Optional<String> roleClaim,
    Map<String, String> roles,
    Optional<String> role) {
  public OidcConfig {
    scopes = List.copyOf(scopes);
    roles = Map.copyOf(roles);
  }
}
