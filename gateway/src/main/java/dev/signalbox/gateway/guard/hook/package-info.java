/** Asks others about prompts before they leave, and about answers before they go out. */
@NullMarked
package dev.signalbox.gateway.guard.hook;

import org.jspecify.annotations.NullMarked;
