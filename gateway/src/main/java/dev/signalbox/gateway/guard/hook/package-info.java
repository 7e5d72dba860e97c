/** Asks others about prompts before they leave. */
@NullMarked
package dev.signalbox.gateway.guard.hook;

import org.jspecify.annotations.NullMarked;
