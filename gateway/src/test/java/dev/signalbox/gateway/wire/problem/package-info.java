/** Tests of what can go wrong. */
@NullMarked
package dev.signalbox.gateway.wire.problem;

import org.jspecify.annotations.NullMarked;
