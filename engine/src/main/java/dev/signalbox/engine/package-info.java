/**
 * Routing decisions: model cards, price book, profiles, policy, the five layers, and decisions with
 * their reasons.
 *
 * <p>Everything here is a pure function of its arguments. Clock, randomness, threads, storage and
 * network never appear; whoever calls passes what was read from them. Every other module may use
 * this one, and this one uses none of them.
 */
@NullMarked
package dev.signalbox.engine;

import org.jspecify.annotations.NullMarked;
