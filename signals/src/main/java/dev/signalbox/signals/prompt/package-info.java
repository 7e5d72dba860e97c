/**
 * What a prompt is about, as one of a few dozen clusters: its words, what they mean as a vector,
 * and the nearest of the centres that were fitted to a gateway's own traffic.
 *
 * <p>Only computes; keeps no text of a prompt. May use {@code engine.digest}; may be used by
 * whoever stores clusters or asks for them.
 */
@NullMarked
package dev.signalbox.signals.prompt;

import org.jspecify.annotations.NullMarked;
