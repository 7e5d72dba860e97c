/**
 * What the sums say: totals, by project, source, key, provider, model, profile and result, and over
 * time. A window reads rows of minutes at its edges, of hours and days within, so that it is exact
 * and their number bounded.
 */
@NullMarked
package dev.signalbox.analytics.stats;

import org.jspecify.annotations.NullMarked;
