/**
 * What the router sees at one moment: deployments with their facts, health, measured latency and
 * expected quality, in an immutable snapshot that is swapped by reference.
 */
@NullMarked
package dev.signalbox.engine.state;

import org.jspecify.annotations.NullMarked;
