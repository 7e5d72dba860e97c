/**
 * From what happened to what is stored of it: the rows of a request, its sums, the prices used. A
 * new fact of a request becomes a column here.
 */
@NullMarked
package dev.signalbox.analytics.ledger;

import org.jspecify.annotations.NullMarked;
