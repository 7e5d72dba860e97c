/**
 * How signals come in: what one may say, which answer it is about, and the ledger whose rows say
 * which of them hold. May use the records of {@code learning} and the engine; knows no database and
 * no thread.
 */
@NullMarked
package dev.signalbox.signals.intake;

import org.jspecify.annotations.NullMarked;
