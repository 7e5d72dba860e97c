/**
 * The sample traffic of the demo: made-up teams that send requests through the doors of a gateway,
 * say how good the answers were, and have a past. Everything follows from a seed.
 *
 * <p>{@link dev.signalbox.gateway.demo.Errands} says who wants what, {@link
 * dev.signalbox.gateway.demo.SampleTraffic} sends it, and {@link
 * dev.signalbox.gateway.demo.SamplePast} writes what would have become of it in the days before
 * through a {@link dev.signalbox.gateway.demo.PastKeeper}. May use {@code route} for its ids and
 * {@code wire}; the gateway knows nothing of it.
 */
@NullMarked
package dev.signalbox.gateway.demo;

import org.jspecify.annotations.NullMarked;
