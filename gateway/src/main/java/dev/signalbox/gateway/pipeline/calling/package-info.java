/**
 * Has a request answered: carries its plan out attempt by attempt, each the body for a provider,
 * the call, and its bill. {@code Generation} is for answers, {@code PlainCall} for everything else.
 */
@NullMarked
package dev.signalbox.gateway.pipeline.calling;

import org.jspecify.annotations.NullMarked;
