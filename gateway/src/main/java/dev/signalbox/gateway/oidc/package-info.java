/**
 * People who log in with an OpenID Connect provider: the authorization code flow with PKCE, and
 * from what the provider says of a person to a name and a role.
 */
@NullMarked
package dev.signalbox.gateway.oidc;

import org.jspecify.annotations.NullMarked;
