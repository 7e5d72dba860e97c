/**
 * The five layers and what comes of them: a question and a snapshot go in, a decision with every
 * reason comes out. A new layer is a class here and a line in {@link Router}; a new reason is a
 * record in {@link Reason} and a row in its {@code ReasonText}.
 */
@NullMarked
package dev.signalbox.engine.routing;

import org.jspecify.annotations.NullMarked;
