/**
 * The process: start, configuration, wire formats, front doors, access, pipeline, providers, and
 * the command line.
 *
 * <p>Routing decisions are made in {@code engine}, never here. May use every other module; nothing
 * may use this one.
 */
@NullMarked
package dev.signalbox.gateway;

import org.jspecify.annotations.NullMarked;
