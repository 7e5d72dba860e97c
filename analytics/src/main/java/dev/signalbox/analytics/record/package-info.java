/**
 * What is kept of every request: exactly one record each, with a row for every attempt. A new fact
 * of a request is a field of its record here.
 */
@NullMarked
package dev.signalbox.analytics.record;

import org.jspecify.annotations.NullMarked;
