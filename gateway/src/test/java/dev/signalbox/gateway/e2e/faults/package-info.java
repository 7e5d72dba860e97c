/**
 * Faults of providers and clients, each with the outcome, the rows, the counter and the time it
 * must have. A new fault is a row in one of the {@code *Rows} classes, or a test where it needs
 * more than a row.
 */
@NullMarked
package dev.signalbox.gateway.e2e.faults;

import org.jspecify.annotations.NullMarked;
