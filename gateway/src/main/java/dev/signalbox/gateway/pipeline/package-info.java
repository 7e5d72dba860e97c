/**
 * One request from its decoded head to its record: resolve the model, prepare the body for each
 * candidate, call it, relay its answer, write down what happened. May use {@code wire}, {@code
 * provider}, {@code access}, the engine and the analytics records; knows no routes.
 */
@NullMarked
package dev.signalbox.gateway.pipeline;

import org.jspecify.annotations.NullMarked;
