/**
 * What the gateway itself can tell of an answer, once it is there: whether it has the shape that
 * was asked for, and why it has none. Only ever against an answer, never for it. May use {@code
 * relay}, {@code wire} and what all of the pipeline works with.
 */
@NullMarked
package dev.signalbox.gateway.pipeline.judging;

import org.jspecify.annotations.NullMarked;
