/** Server-sent events: a decoder that accepts any cut of the bytes, and a buffer to write them. */
@NullMarked
package dev.signalbox.gateway.wire.sse;

import org.jspecify.annotations.NullMarked;
