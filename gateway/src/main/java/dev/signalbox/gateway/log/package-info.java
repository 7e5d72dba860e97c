/**
 * Lines of the log: those that tell of one request each, and how a line is written where programs
 * read it. Knows records and logback, and nothing of the rest of the gateway.
 */
@NullMarked
package dev.signalbox.gateway.log;

import org.jspecify.annotations.NullMarked;
