/**
 * Cohere Chat v2 as providers speak it; no client of ours does. Fields and events are those of its
 * <a href="https://docs.cohere.com/reference/chat">reference</a>, of the <a
 * href="https://docs.cohere.com/reference/chat-stream">reference of streams</a> and of the OpenAPI
 * document published with them, read 2026-11. No other package depends on this one but {@code
 * formats}, and the list of provider types, which names the format.
 */
@NullMarked
package dev.signalbox.gateway.wire.cohere;

import org.jspecify.annotations.NullMarked;
