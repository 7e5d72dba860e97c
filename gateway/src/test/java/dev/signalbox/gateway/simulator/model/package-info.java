/** Tests of what the simulator answers. */
@NullMarked
package dev.signalbox.gateway.simulator.model;

import org.jspecify.annotations.NullMarked;
