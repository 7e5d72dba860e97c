/**
 * Quality signals: intake, aggregation with decay and confidence, prediction, and alerts.
 *
 * <p>Knows neither HTTP nor SQL: what has to be stored goes through an interface declared here. May
 * use {@code engine}; may be used by {@code analytics}, {@code portal} and {@code gateway}.
 */
@NullMarked
package dev.signalbox.signals;

import org.jspecify.annotations.NullMarked;
