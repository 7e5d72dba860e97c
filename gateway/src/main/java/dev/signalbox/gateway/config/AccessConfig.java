package dev.signalbox.gateway.config;

import java.time.Duration;
import java.util.Optional;

/**
 * Who may do what: {@code [access]}.
 *
 * @param required whether everybody needs a key or has to log in, though there is none yet
 * @param adminName who may always log in, with {@code adminPassword}
 * @param adminPassword absent: nobody may by the configuration
 * @param sessionIdle how long a session lasts after it was used
 * @param sessionLongest how long a session lasts at all
 * @param oidc where else people come from
 */
public record AccessConfig(
    boolean required,
    String adminName,
    Optional<Secret> adminPassword,
    Duration sessionIdle,
    Duration sessionLongest,
    Optional<OidcConfig> oidc) {
  /** The same with an administrator of the environment. */
  AccessConfig withAdmin(String name, Secret password) {
    return new AccessConfig(
        required, name, Optional.of(password), sessionIdle, sessionLongest, oidc);
  }
}
