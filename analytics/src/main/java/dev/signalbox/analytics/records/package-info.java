/**
 * The stored requests, one by one: in pages, newest first, and each with everything that is known
 * of it.
 */
@NullMarked
package dev.signalbox.analytics.records;

import org.jspecify.annotations.NullMarked;
