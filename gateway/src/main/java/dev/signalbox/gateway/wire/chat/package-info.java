/**
 * OpenAI Chat Completions, as our clients speak it and as OpenAI and the servers compatible with it
 * do; what sets those servers apart is {@link dev.signalbox.gateway.wire.chat.Dialects}. Requests,
 * answers, streams and errors of {@code /v1/chat/completions} belong here; embeddings and model
 * lists do not.
 */
@NullMarked
package dev.signalbox.gateway.wire.chat;

import org.jspecify.annotations.NullMarked;
