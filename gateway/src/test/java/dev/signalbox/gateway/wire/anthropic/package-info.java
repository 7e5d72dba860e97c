/** The Anthropic Messages API against its rules, its recorded traffic and its official SDK. */
@NullMarked
package dev.signalbox.gateway.wire.anthropic;

import org.jspecify.annotations.NullMarked;
