/**
 * Every stored fact: requests, attempts, decisions, signals and the audit trail, with their rollups
 * and reports.
 *
 * <p>Knows neither HTTP nor providers. May use {@code signals} and {@code engine}; may be used by
 * {@code portal} and {@code gateway}.
 */
@NullMarked
package dev.signalbox.analytics;

import org.jspecify.annotations.NullMarked;
