/** Tests of the ledger of signals in the database. */
@NullMarked
package dev.signalbox.analytics.signal;

import org.jspecify.annotations.NullMarked;
