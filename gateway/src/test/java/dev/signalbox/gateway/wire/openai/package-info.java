/** Tests of what both APIs of OpenAI have in common. */
@NullMarked
package dev.signalbox.gateway.wire.openai;

import org.jspecify.annotations.NullMarked;
