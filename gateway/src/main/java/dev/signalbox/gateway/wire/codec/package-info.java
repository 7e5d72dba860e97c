/**
 * The two sides of an API format (client and provider) as interfaces, and the mechanics that all
 * formats share: folding events to a reply, keeping parts in sequence, tool-call ids, sealed
 * signatures.
 */
@NullMarked
package dev.signalbox.gateway.wire.codec;

import org.jspecify.annotations.NullMarked;
