/**
 * The five layers and what comes of them: a question and a snapshot go in, a decision with every
 * reason comes out. A new layer is a class here and a line in {@link Router}; a new reason is a
 * record in {@link Reason}, its code in {@link ReasonCode}, and the layer that finds it.
 */
@NullMarked
package dev.signalbox.engine.routing;

import org.jspecify.annotations.NullMarked;
