/**
 * How good routing is: replays recorded outcomes of many models through the real engine and the
 * real learning, and measures what comes of it. {@code bench/routing} prints its table.
 */
@NullMarked
package dev.signalbox.gateway.evaluation;

import org.jspecify.annotations.NullMarked;
