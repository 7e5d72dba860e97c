/**
 * The ledger of quality signals in the database, the thread that takes them in, and what they come
 * to. May use the store and the intake of {@code signals}; knows nothing of HTTP.
 */
@NullMarked
package dev.signalbox.analytics.signal;

import org.jspecify.annotations.NullMarked;
