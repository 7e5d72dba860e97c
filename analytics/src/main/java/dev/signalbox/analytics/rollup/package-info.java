/**
 * Sums of requests by minute, hour and day, kept beside the requests so that a chart over a year
 * reads a few hundred rows. A new figure of a sum goes into {@link RollupDelta}.
 */
@NullMarked
package dev.signalbox.analytics.rollup;

import org.jspecify.annotations.NullMarked;
