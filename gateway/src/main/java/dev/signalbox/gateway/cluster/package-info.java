/**
 * The clusters that prompts of this gateway fall into: found once from what was asked, stored, and
 * the same for every process from then on. Uses {@code signals.prompt}; used by the pipeline and by
 * control paths.
 */
@NullMarked
package dev.signalbox.gateway.cluster;

import org.jspecify.annotations.NullMarked;
