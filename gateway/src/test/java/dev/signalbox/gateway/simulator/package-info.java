/**
 * Tests of the simulator over HTTP, and an upstream on raw sockets for answers that are no HTTP.
 */
@NullMarked
package dev.signalbox.gateway.simulator;

import org.jspecify.annotations.NullMarked;
