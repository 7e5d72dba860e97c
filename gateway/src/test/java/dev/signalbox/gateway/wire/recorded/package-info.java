/** Recorded traffic with the four APIs, for tests that run when it is there and skip when not. */
@NullMarked
package dev.signalbox.gateway.wire.recorded;

import org.jspecify.annotations.NullMarked;
