/**
 * Inputs that nobody wrote: each {@link dev.signalbox.gateway.fuzz.Target} takes any bytes and says
 * what must hold of them. {@code bench/fuzz/run} has Jazzer look for bytes of which it does not;
 * every other build plays the corpus. A target of what only its package sees stands in that
 * package.
 */
@NullMarked
package dev.signalbox.gateway.fuzz;

import org.jspecify.annotations.NullMarked;
