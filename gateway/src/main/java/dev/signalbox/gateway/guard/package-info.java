/**
 * The guard: what prompts and answers hold that should not leave the house, and what is done about
 * it.
 */
@NullMarked
package dev.signalbox.gateway.guard;

import org.jspecify.annotations.NullMarked;
