/**
 * What another policy would have come to, judged by what was logged under the one in force: pure
 * arithmetic over logged requests. Quality by off-policy estimation with intervals, cost and time
 * by what logged calls show of each deployment and task.
 */
@NullMarked
package dev.signalbox.signals.replay;

import org.jspecify.annotations.NullMarked;
