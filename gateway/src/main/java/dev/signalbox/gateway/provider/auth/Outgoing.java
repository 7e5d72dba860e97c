package dev.signalbox.gateway.provider.auth;

import io.vertx.core.MultiMap;
import io.vertx.core.buffer.Buffer;
import java.util.Optional;

/**
 * A request that is about to be sent.
 *
 * @param method such as {@code POST}
 * @param authority what its {@code Host} header says
 * @param target path and query
 * @param headers all that goes along so far; not to be changed
 * @param body its bytes, none where it has no body; empty while they are still arriving
 * @param credential the one that was picked; empty where none is needed
 */
public record Outgoing(
    String method,
    String authority,
    String target,
    MultiMap headers,
    Optional<Buffer> body,
    Optional<Credential> credential) {}
