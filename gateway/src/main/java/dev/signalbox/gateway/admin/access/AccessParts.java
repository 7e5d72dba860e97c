package dev.signalbox.gateway.admin.access;

import dev.signalbox.analytics.store.Reader;
import dev.signalbox.gateway.access.AccessState;
import dev.signalbox.gateway.access.Authenticator;
import dev.signalbox.gateway.access.KeyedHash;
import dev.signalbox.gateway.access.Lockout;
import dev.signalbox.gateway.access.People;
import dev.signalbox.gateway.config.OidcConfig;
import dev.signalbox.gateway.vault.Vault;
import java.util.Optional;

/**
 * What the control paths about access work with.
 *
 * @param reader reads the audit trail
 * @param authenticator of the configuration that is served
 * @param oidc where else people come from
 */
public record AccessParts(
    AccessState state,
    Vault vault,
    KeyedHash hash,
    People people,
    Lockout lockout,
    Reader reader,
    Authenticator authenticator,
    Optional<OidcConfig> oidc) {}
