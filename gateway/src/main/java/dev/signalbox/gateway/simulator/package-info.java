/**
 * A built-in provider that needs no key and no network: it answers the provider-side paths of all
 * four protocols on a loopback port, the same for the same request and seed. Used by the demo, by
 * providers of type {@code simulator} and, with a {@link dev.signalbox.gateway.simulator.Script} of
 * faults, as the upstream of the tests.
 *
 * <p>May use {@code gateway.wire} and nothing else of the gateway. What the simulator says is
 * decided in {@code simulator.model}, which only computes; here it is sent.
 */
@NullMarked
package dev.signalbox.gateway.simulator;

import org.jspecify.annotations.NullMarked;
