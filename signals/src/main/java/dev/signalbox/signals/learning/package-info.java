/**
 * What signals teach: from observations to the table of qualities that routing decides on.
 *
 * <p>Everything here is a pure function of the set of observations that hold, each with what was
 * expected when it came. So a revoked signal leaves nothing behind, a rebuild from the ledger
 * equals what went before, and processes that know the same signals have the same table, whatever
 * the order they heard of them in.
 */
@NullMarked
package dev.signalbox.signals.learning;

import org.jspecify.annotations.NullMarked;
