/**
 * The command line: what a person types and reads. The only place that writes to the standard
 * streams. Starts the server through {@link dev.signalbox.gateway.cli.Server} and knows nothing of
 * how it works; may use {@code config}.
 */
@NullMarked
package dev.signalbox.gateway.cli;

import org.jspecify.annotations.NullMarked;
