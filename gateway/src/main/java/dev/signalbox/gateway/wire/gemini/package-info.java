/**
 * Google's Gemini API, {@code models/…:generateContent} and its stream, both sides (<a
 * href="https://ai.google.dev/api/generate-content">generateContent</a>).
 *
 * <p>Field names are read in camelCase and snake_case and written in camelCase. Where a Gemini
 * request says the same thing in two ways, the canonical model keeps the meaning, and {@code
 * Extras} with this protocol as origin but without fields marks the older way, so that it is
 * written back the way it came without being told as a loss elsewhere.
 */
@NullMarked
package dev.signalbox.gateway.wire.gemini;

import org.jspecify.annotations.NullMarked;
