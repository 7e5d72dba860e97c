/**
 * Strict JSON: one parser configuration for everything that foreign parties send, and a scan that
 * finds the top-level fields of a body without building a tree.
 */
@NullMarked
package dev.signalbox.gateway.wire.json;

import org.jspecify.annotations.NullMarked;
