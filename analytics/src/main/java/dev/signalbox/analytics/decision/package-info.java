/**
 * The store of decisions: each is kept with what it was made from, found by its id, and listed by
 * what it is about.
 */
@NullMarked
package dev.signalbox.analytics.decision;

import org.jspecify.annotations.NullMarked;
