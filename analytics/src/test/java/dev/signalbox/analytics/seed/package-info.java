/** Databases filled with made-up facts, the same for the same seed. */
@NullMarked
package dev.signalbox.analytics.seed;

import org.jspecify.annotations.NullMarked;
