/**
 * What the simulator answers, as pure functions of the request and a seed: texts, tool calls, JSON
 * that satisfies a schema, reasoning, embeddings and token figures. No Vert.x, no clock, no
 * randomness.
 */
@NullMarked
package dev.signalbox.gateway.simulator.model;

import org.jspecify.annotations.NullMarked;
