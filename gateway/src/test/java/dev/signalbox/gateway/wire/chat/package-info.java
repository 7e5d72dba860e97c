/** Tests of the Chat Completions format, on fixtures of their own and on recorded traffic. */
@NullMarked
package dev.signalbox.gateway.wire.chat;

import org.jspecify.annotations.NullMarked;
