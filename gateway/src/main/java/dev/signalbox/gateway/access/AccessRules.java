package dev.signalbox.gateway.access;

import dev.signalbox.gateway.config.Secret;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;

/**
 * What the configuration says of access.
 *
 * @param closed whether everybody needs a key or has to log in, though there is none yet
 * @param anyone what whoever comes may do where that is not so
 * @param admin who may always log in
 * @param idle how long a session lasts after it was used
 * @param longest how long a session lasts however much it is used
 */
public record AccessRules(
    boolean closed,
    Role anyone,
    Optional<Admin> admin,
    Duration idle,
    Duration longest,
    InstantSource clock) {
  /** Somebody whom the configuration names. */
  public record Admin(String name, Secret password) {}
}
