/** Tests of the command line, run in the process with captured streams. */
@NullMarked
package dev.signalbox.gateway.cli;

import org.jspecify.annotations.NullMarked;
