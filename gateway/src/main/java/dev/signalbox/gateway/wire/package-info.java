/**
 * The wire formats: the canonical model, and one package per API format that reads and writes it.
 * Pure: no Vert.x, no HTTP, no clock, no randomness; all of these are arguments. A new API format
 * is a new package beside `chat`, one line in `formats`, and nothing else.
 */
@NullMarked
package dev.signalbox.gateway.wire;

import org.jspecify.annotations.NullMarked;
