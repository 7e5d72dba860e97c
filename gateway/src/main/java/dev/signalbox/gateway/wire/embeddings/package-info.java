/**
 * Embeddings: one request and one reply for the OpenAI and Gemini shapes, and the reading and
 * writing of each. Knows the formats, not who is called or how.
 */
@NullMarked
package dev.signalbox.gateway.wire.embeddings;

import org.jspecify.annotations.NullMarked;
