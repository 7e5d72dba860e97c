/**
 * A provider's answer on its way to the client: whole or streamed, passed or translated, held back
 * until its first real piece, watched by the clock.
 */
@NullMarked
package dev.signalbox.gateway.pipeline.relay;

import org.jspecify.annotations.NullMarked;
