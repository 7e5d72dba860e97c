/**
 * What a change of the configuration would come to: recorded questions are put again under the
 * configuration in force and under a proposed one, on what was measured then, and the difference is
 * told in requests moved, cost, time and quality. Calls nobody; runs on worker threads.
 */
@NullMarked
package dev.signalbox.gateway.plan;

import org.jspecify.annotations.NullMarked;
