/**
 * How Vertex AI speaks the formats of Gemini and Anthropic otherwise than Google's and Anthropic's
 * own APIs. Knows no addresses.
 */
@NullMarked
package dev.signalbox.gateway.wire.vertex;

import org.jspecify.annotations.NullMarked;
