/**
 * The OpenAI Responses API, as clients speak it to us and as we speak it to providers, whole and
 * streamed, and the lists of items that stateful responses are made of. Pure: no HTTP, clock or
 * randomness.
 */
@NullMarked
package dev.signalbox.gateway.wire.responses;

import org.jspecify.annotations.NullMarked;
