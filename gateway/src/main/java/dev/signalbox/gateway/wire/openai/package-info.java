/**
 * What OpenAI's two formats, Chat Completions and Responses, have in common: their errors. May use
 * the canonical problem and JSON; knows neither of the two.
 */
@NullMarked
package dev.signalbox.gateway.wire.openai;

import org.jspecify.annotations.NullMarked;
