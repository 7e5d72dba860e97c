package dev.signalbox.gateway.oidc;

import dev.signalbox.gateway.access.Role;

/**
 * What a provider says of a person.
 *
 * @param name to log in under
 * @param origin issuer and subject, which stay the same when the name does not
 */
public record Passport(String name, String origin, Role role) {}
