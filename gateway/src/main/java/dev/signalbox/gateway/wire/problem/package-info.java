/**
 * What can go wrong with a request, in words of our own; each API format turns a problem into its
 * own error shape. May be used by every package of the gateway; uses none.
 */
@NullMarked
package dev.signalbox.gateway.wire.problem;

import org.jspecify.annotations.NullMarked;
