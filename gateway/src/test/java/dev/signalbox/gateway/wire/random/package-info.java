/**
 * Random canonical requests and replies, random orders of the events of a reply, random cuts and
 * mutations of bytes: what the property tests of the wire formats draw from.
 */
@NullMarked
package dev.signalbox.gateway.wire.random;

import org.jspecify.annotations.NullMarked;
