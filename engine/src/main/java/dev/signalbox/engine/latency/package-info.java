/**
 * How fast deployments answer: what was measured lately, and how that and the catalog's figures
 * make one expectation. The time is an argument.
 */
@NullMarked
package dev.signalbox.engine.latency;

import org.jspecify.annotations.NullMarked;
