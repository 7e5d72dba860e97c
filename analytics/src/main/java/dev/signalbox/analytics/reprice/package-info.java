/**
 * Past costs, computed again with the prices of today. May use the rows of requests, the sums and
 * the store.
 */
@NullMarked
package dev.signalbox.analytics.reprice;

import org.jspecify.annotations.NullMarked;
