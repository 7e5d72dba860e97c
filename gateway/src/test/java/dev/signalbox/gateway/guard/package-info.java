/** Tests of the guard: places in JSON, streams, stand-ins and policies. */
@NullMarked
package dev.signalbox.gateway.guard;

import org.jspecify.annotations.NullMarked;
