/**
 * What lets an outgoing request be taken: headers made from a credential, be it a key that goes out
 * as it is, or something that is fetched or computed from it. Knows nothing of providers.
 */
@NullMarked
package dev.signalbox.gateway.provider.auth;

import org.jspecify.annotations.NullMarked;
