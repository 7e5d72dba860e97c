/**
 * The processes that share one database: who they are, which of them does what is to be done once,
 * and how each learns what another has changed. Of a folder there is one, and nothing of this runs.
 * Uses the store.
 */
@NullMarked
package dev.signalbox.analytics.node;

import org.jspecify.annotations.NullMarked;
