/**
 * The two digests that Signalbox computes, plain and keyed. May be used by every package and
 * module; uses none.
 */
@NullMarked
package dev.signalbox.engine.digest;

import org.jspecify.annotations.NullMarked;
